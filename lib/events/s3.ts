import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';

/** An object that has come to be in a bucket. */
export type CreatedObject = { bucket: string; key: string; etag: string; versionId: string | null };

export type UploadHandler = (event: unknown, context: Context) => Promise<void>;

const s3Event = z.object({
  Records: z.array(
    z.object({
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({
          key: z.string(),
          eTag: z.string(),
          versionId: z.optional(z.string()),
        }),
      }),
    }),
  ),
});

/** Keys come as a form would encode them: `+` for a blank, the rest percent-encoded. */
const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

/** @throws ZodError if the event is none of S3's */
export const createdObjects = (event: unknown): CreatedObject[] =>
  z.parse(s3Event, event).Records.map(({ s3: { bucket, object } }) => ({
    bucket: bucket.name,
    key: decodeKey(object.key),
    etag: object.eTag.replaceAll('"', ''),
    versionId: object.versionId ?? null,
  }));

/**
 * A function that a bucket calls for new objects. If one fails the whole event comes again, so `work` has to bear being
 * called twice.
 *
 * @param work is told how many milliseconds are left to it whenever it asks
 */
export const createUploadHandler = (
  work: (object: CreatedObject, timeLeft: () => number) => Promise<void>,
): UploadHandler =>
  middy<unknown, void>().handler(async (event, context) => {
    const timeLeft = (): number => context.getRemainingTimeInMillis();
    for (const object of createdObjects(event)) await work(object, timeLeft);
  });
