import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { Applicant, KeptAnswer } from '../../app/ports/requests.ts';
import type { Item } from '../batch.ts';

/** How long an answer is kept, in seconds. */
const daySeconds = 24 * 60 * 60;

const answerItem = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.instanceof(Uint8Array),
});

const requestItem = z.object({
  fingerprint: z.string(),
  requestId: z.string(),
  at: z.string(),
  lockedBy: z.string(),
  lockedUntil: z.number(),
  answer: z.optional(answerItem),
});

export type StoredRequest = z.output<typeof requestItem>;

/** A new request, locked by whoever asks. */
export const toRequestItem = ({ key, fingerprint, requestId, now, until }: Applicant): Item => ({
  idempotencyKey: key,
  fingerprint,
  requestId,
  at: new Date(now).toISOString(),
  lockedBy: requestId,
  lockedUntil: until,
  expiresAt: expiryAfter(now),
});

/** When DynamoDB may forget an item, in seconds since 1970, as its time to live has it. */
export const expiryAfter = (now: number): number => Math.floor(now / 1_000) + daySeconds;

/** An item may hold 400 KB: the answer of 500 assignments is packed to a fifth of its size. */
export const toAnswerItem = ({ status, headers, body }: KeptAnswer): Item => ({
  status,
  headers,
  body: deflateRawSync(body),
});

export const fromAnswerItem = ({ status, headers, body }: z.output<typeof answerItem>): KeptAnswer => ({
  status,
  headers,
  body: inflateRawSync(body).toString(),
});

/** @throws Error if the item is no request */
export const fromRequestItem = (item: Item): StoredRequest => z.parse(requestItem, item);
