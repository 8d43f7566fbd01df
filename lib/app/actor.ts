/**
 * Who asked for something, and the request in which they did. `again` if somebody has begun to do the same for this request before,
 * and nobody knows how far they came.
 */
export type By = { actor: string; requestId: string; again?: boolean };
