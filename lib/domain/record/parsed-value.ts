/** What a text says as the value of a property, or why it cannot be one. */
export type ParsedValue = { ok: true; value: string } | { ok: false; code: string; message: string };

/** The value as it is kept. */
export const ok = (value: string): ParsedValue => ({ ok: true, value });

/** @param code HubSpot's, where it has one */
export const refused = (code: string, message: string): ParsedValue => ({ ok: false, code, message });

const longestShown = 100;

/** A refused value as its message names it: its beginning, since an answer or a job must not grow with what was sent. */
export const shown = (raw: string): string =>
  raw.length > longestShown ? `${raw.slice(0, longestShown).toWellFormed()}…` : raw;
