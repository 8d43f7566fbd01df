/** Which request a key stands for: it, and whoever repeats it, act under this id and at this time (ISO 8601). */
export type FirstRequest = { requestId: string; at: string };

/** What a request was answered, as it went out. */
export type KeptAnswer = { status: number; headers: Record<string, string>; body: string };

/** Somebody who wants to answer a request that carries a key. Times are milliseconds since 1970. */
export type Applicant = {
  key: string;
  /** The same for the same request of the same caller, and for no other. */
  fingerprint: string;
  requestId: string;
  now: number;
  /** By when they have answered, or never will. */
  until: number;
};

/**
 * What an applicant is told. `MINE`: they are to answer it; `again` if somebody has begun before them and may have done some of
 * it, or all. `ANSWERED`: it is answered already. `RUNNING`: somebody else is at it. `ANOTHER`: the key stands for another request.
 */
export type Taken =
  | { outcome: 'MINE'; first: FirstRequest; again: boolean }
  | { outcome: 'ANSWERED'; answer: KeptAnswer }
  | { outcome: 'RUNNING' }
  | { outcome: 'ANOTHER' };

/** The requests that carry a key, and what they were answered, for a day. */
export type KeptRequests = {
  /** Of several applicants at once one is told `MINE`. */
  take(applicant: Applicant): Promise<Taken>;
  /** Keeps the answer, unless somebody else has taken over meanwhile. */
  keep(applicant: Applicant, answer: KeptAnswer): Promise<void>;
  /** Lets the next one who asks begin, as the same request. */
  release(applicant: Applicant): Promise<void>;
};
