/** One thing that is wrong with what a caller asked for. `in` names the field, row or flag; `code` is for programs. */
export type Problem = { message: string; in?: string; code?: string };

/** What was asked for cannot be understood or may not be done; nothing was changed. */
export class Invalid extends Error {
  readonly problems: Problem[];
  constructor(message: string, problems: Problem[] = [{ message }]) {
    super(message);
    this.name = 'Invalid';
    this.problems = problems;
  }
}

/** The thing that was asked for does not exist. */
export class NotFound extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotFound';
  }
}

/** The request clashes with what is there, or with somebody else's change at the same moment. */
export class Conflict extends Error {
  readonly problems: Problem[];
  /** After how many seconds it may be over, if it is over soon. */
  readonly retryAfter: number | undefined;
  constructor(message: string, problems: Problem[] = [], retryAfter?: number) {
    super(message);
    this.name = 'Conflict';
    this.problems = problems;
    this.retryAfter = retryAfter;
  }
}

/** Somebody else was first: the thing is not as the caller believes it to be. Nothing was changed. */
export class PreconditionFailed extends Error {
  readonly problems: Problem[];
  constructor(message: string, problems: Problem[]) {
    super(message);
    this.name = 'PreconditionFailed';
    this.problems = problems;
  }
}

/** There is more of what was asked for than anybody reads; nothing was changed. */
export class TooLarge extends Error {
  readonly problems: Problem[];
  constructor(message: string, problems: Problem[]) {
    super(message);
    this.name = 'TooLarge';
    this.problems = problems;
  }
}

/** There is more to do than can be done at this moment; it may be asked for again in a second. */
export class Overloaded extends Error {
  constructor(
    message = 'There is more to do than can be done at this moment; please ask again in a second.',
  ) {
    super(message);
    this.name = 'Overloaded';
  }
}

/** The caller is known but may not do this. */
export class Forbidden extends Error {
  readonly requiredScopes: string[];
  constructor(requiredScopes: string[]) {
    super(`This request needs the scope ${requiredScopes.join(' or ')}.`);
    this.name = 'Forbidden';
    this.requiredScopes = requiredScopes;
  }
}

/**
 * Refuses what has problems; the first of them says so for all.
 *
 * @throws Invalid with every problem, unless there is none
 */
export const refuseAny = (problems: readonly (Problem | undefined)[]): void => {
  const found = problems.filter((problem) => problem !== undefined);
  if (found[0] !== undefined) throw new Invalid(found[0].message, found);
};

/** An {@link Invalid} about one field. */
export const invalidField = (field: string, message: string, code = 'INVALID_VALUE'): Invalid =>
  new Invalid(message, [{ message, in: field, code }]);
