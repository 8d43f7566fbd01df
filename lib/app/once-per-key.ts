/**
 * Asks once per key: for one request or one batch, all of which then goes by the same answer. A failure is an answer, too.
 *
 * @param keyOf what tells questions apart, where it is not the question itself
 */
export const oncePerKey = <Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  keyOf: (question: Question) => unknown = (question) => question,
): ((question: Question) => Promise<Answer>) => {
  const answers = new Map<unknown, Promise<Answer>>();
  return (question) => {
    const key = keyOf(question);
    const answer = answers.get(key) ?? ask(question);
    answers.set(key, answer);
    return answer;
  };
};
