import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ImportUploads } from '../app/ports/import-uploads.ts';

/** Puts files into the bucket of imports. */
export const importUploads = (s3: S3Client, bucket: string): ImportUploads => ({
  async put({ key, bytes }) {
    const { ETag, VersionId } = await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }),
    );
    if (ETag === undefined) throw new Error('S3 answered without an ETag.');
    // The notification of the upload names the ETag without quotes.
    return { bucket, key, etag: ETag.replaceAll('"', ''), versionId: VersionId ?? null };
  },
});
