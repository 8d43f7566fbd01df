/** The time now, ISO 8601 in UTC with milliseconds. */
export const now = (): string => new Date().toISOString();
