import * as z from 'zod/mini';
import type { FauxqsApp } from './aws.ts';
import type { S3Store } from './fauxqs-internals.ts';
import { readPostForm } from './post-form.ts';

/** An object that has come to be. */
export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  /** The last part of `s3:ObjectCreated:Put`. */
  readonly how: 'Put' | 'Post' | 'Copy' | 'CompleteMultipartUpload';
  readonly size: number;
  readonly eTag: string;
}

const parameters = z.object({ bucket: z._default(z.string(), ''), '*': z._default(z.string(), '') });
const queryString = z.record(z.string(), z.unknown());

interface Answered {
  readonly method: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Which object a successful request has created, if any. */
export function createdBy(request: Answered): Pick<ObjectCreated, 'bucket' | 'key' | 'how'> | undefined {
  const { bucket, '*': key } = parameters.parse(request.params ?? {});
  const query = queryString.parse(request.query ?? {});
  const contentType = String(request.headers['content-type'] ?? '');
  if (request.method === 'PUT' && key !== '' && !('partNumber' in query) && !('renameObject' in query)) {
    return { bucket, key, how: 'x-amz-copy-source' in request.headers ? 'Copy' : 'Put' };
  }
  if (request.method !== 'POST' || bucket === '') return;
  if (key !== '' && 'uploadId' in query) return { bucket, key, how: 'CompleteMultipartUpload' };
  if (key !== '' || !Buffer.isBuffer(request.body) || !/multipart\/form-data/i.test(contentType)) return;
  const form = readPostForm(contentType, request.body);
  return form === undefined ? undefined : { bucket, key: form.key, how: 'Post' };
}

/**
 * Watches what the emulator answers, since it has no notifications of its own. Gives the function that adds
 * a listener; a listener hears of an object after the uploader has its answer.
 */
export function notifyOfUploads(
  app: FauxqsApp,
  store: S3Store,
): (listener: (event: ObjectCreated) => void) => void {
  const listeners: ((event: ObjectCreated) => void)[] = [];
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode >= 400) return;
    const created = createdBy(request);
    if (created === undefined || !store.hasBucket(created.bucket)) return;
    const { contentLength, etag } = store.headObject(created.bucket, created.key);
    const event = { ...created, size: contentLength, eTag: etag.replaceAll('"', '') };
    for (const listener of listeners) listener(event);
  });
  return (listener) => {
    listeners.push(listener);
  };
}
