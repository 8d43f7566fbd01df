import { NotFound } from '../../domain/errors.ts';
import { namesOf } from '../../domain/owner/owner-name.ts';
import type { Decision } from '../../domain/rotation/decision.ts';
import { type Amount, type Explanation, explain, recordsOf } from '../../domain/rotation/explain.ts';
import { explanationSentence } from '../../domain/rotation/explanation-sentence.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { RotationLedger, RotationStore } from '../ports/rotations.ts';

/** A pick's explanation without the lists that the decision has, too: their lengths, and what the winner was owed. */
type PickInShort = {
  recordId: string;
  outcome: 'PICKED';
  ownerId: string;
  turn: number;
  before: Amount;
  owed: Amount;
  handedOut: number;
  participants: number;
  tied: number;
  leftOut: number;
};

type LeftOutCounted<T> = T extends { leftOut: unknown } ? Omit<T, 'leftOut'> & { leftOut: number } : T;
type InShort = PickInShort | LeftOutCounted<Exclude<Explanation, { outcome: 'PICKED' }>>;

export type ExplainedDecision = Decision & { explanations: (InShort & { sentence: string })[] };

const nothing: Amount = { credit: 0, records: 0 };

const inShort = (explanation: Explanation): InShort => {
  if (explanation.outcome === 'PICKED') {
    const { recordId, outcome, ownerId, turn, handedOut, participants, tied, leftOut } = explanation;
    const { before, owed } = participants.find((one) => one.ownerId === ownerId) ?? {
      before: nothing,
      owed: nothing,
    };
    return {
      recordId,
      outcome,
      ownerId,
      turn,
      before,
      owed,
      handedOut,
      participants: participants.length,
      tied: tied.length,
      leftOut: leftOut.length,
    };
  }
  return 'leftOut' in explanation ? { ...explanation, leftOut: explanation.leftOut.length } : explanation;
};

/**
 * A decision with an explanation of each record that was enrolled. Who took part and who did not is told once, by the decision: a
 * hundred picks among five hundred members would otherwise repeat it a hundred times. One record's explanation has it in full.
 *
 * @throws NotFound if the rotation has no such decision
 */
export const explainDecision = async (
  deps: {
    rotations: Pick<RotationStore, 'get'>;
    ledger: Pick<RotationLedger, 'decision'>;
    owners: Pick<OwnerStore, 'all'>;
  },
  rotationId: string,
  batchId: string,
): Promise<ExplainedDecision> => {
  const [rotation, decision, everybody] = await Promise.all([
    deps.rotations.get(rotationId),
    deps.ledger.decision(rotationId, batchId),
    deps.owners.all(),
  ]);
  if (rotation === undefined || decision === undefined)
    throw new NotFound(`There is no decision ${batchId}.`);
  const wording = { objectType: rotation.objectType, nameOf: namesOf(everybody) };
  const explanations = recordsOf(decision).flatMap((recordId) => {
    const explanation = explain(decision, recordId);
    return explanation === undefined
      ? []
      : [{ ...inShort(explanation), sentence: explanationSentence(explanation, wording) }];
  });
  return { ...decision, explanations };
};
