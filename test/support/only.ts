/** Each value once: what is the same for all shows as one. */
export const only = <T>(values: readonly T[]): T[] => [...new Set(values)];
