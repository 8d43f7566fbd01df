import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ReportUploads } from '../app/ports/import-reports.ts';

/** What S3 says of an upload that was completed or dropped meanwhile, and of a part that somebody has replaced. */
const goneErrors = new Set(['NoSuchUpload', 'InvalidPart']);

const unlessGone = async <T>(request: Promise<T>): Promise<T | undefined> => {
  try {
    return await request;
  } catch (error) {
    if (error instanceof S3ServiceException && goneErrors.has(error.name)) return undefined;
    throw error;
  }
};

/** Reports in S3. An upload that is never completed leaves nothing under its key, and the bucket drops it after a day. */
export const reportUploads = (s3: S3Client): ReportUploads => ({
  async put({ bucket, key }, text) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
  },
  async begin({ bucket, key }) {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }));
    if (UploadId === undefined) throw new Error('S3 answered without the id of an upload.');
    return UploadId;
  },
  async part({ bucket, key }, { uploadId, number, text }) {
    const target = { Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: number };
    const answer = await unlessGone(s3.send(new UploadPartCommand({ ...target, Body: text })));
    return answer?.ETag;
  },
  async complete({ bucket, key }, { uploadId, parts }) {
    const Parts = parts.map((ETag, n) => ({ PartNumber: n + 1, ETag }));
    const target = { Bucket: bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts } };
    return (await unlessGone(s3.send(new CompleteMultipartUploadCommand(target)))) !== undefined;
  },
});
