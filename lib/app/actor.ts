/** Who asked for something, and the request in which they did. */
export type By = { actor: string; requestId: string };
