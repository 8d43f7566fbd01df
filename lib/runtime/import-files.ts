import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ImportFiles } from '../app/ports/import-file.ts';
import type { ImportFile } from '../domain/import/import.ts';
import { keepText } from './keep-text.ts';

/**
 * What S3 answers for an object that is gone (404; 403 to those who may not list the bucket) or that is another one by now
 * (412, since every read names the ETag).
 */
const goneStatuses = new Set([403, 404, 412]);

const unlessGone = async <T>(request: Promise<T>): Promise<T | undefined> => {
  try {
    return await request;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status !== undefined && goneStatuses.has(status)) return undefined;
    throw error;
  }
};

const address = ({ bucket, key, etag, versionId }: ImportFile): GetObjectCommandInput => ({
  Bucket: bucket,
  Key: key,
  IfMatch: `"${etag}"`,
  ...(versionId === null ? {} : { VersionId: versionId }),
});

/** The uploaded files in S3. */
export const importFiles = (s3: S3Client): ImportFiles => ({
  async describe(file) {
    const head = await unlessGone(s3.send(new HeadObjectCommand(address(file))));
    return head && { size: head.ContentLength ?? 0, metadata: head.Metadata ?? {} };
  },
  async open(file, from) {
    const range = from === 0 ? {} : { Range: `bytes=${from}-` };
    const object = await unlessGone(s3.send(new GetObjectCommand({ ...address(file), ...range })));
    if (object === undefined) return undefined;
    if (!(object.Body instanceof Readable)) throw new Error('S3 answered without a stream.');
    return object.Body;
  },
  keepText: ({ bucket }, key, text) => keepText(s3, { bucket, key }, text),
  async read(file, from, to) {
    const range = { Range: `bytes=${from}-${to - 1}` };
    const object = await unlessGone(s3.send(new GetObjectCommand({ ...address(file), ...range })));
    return object?.Body?.transformToByteArray();
  },
});
