import type { Context } from 'aws-lambda';

/** What Lambda tells a function that has just begun its fifteen minutes. */
export const plentyOfTime = { getRemainingTimeInMillis: () => 900_000 } as Context;
