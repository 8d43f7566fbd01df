import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { UploadForms } from '../app/ports/import-file.ts';

/** Forms that upload straight to the bucket, without passing through the API. */
export const uploadForms = (s3: S3Client, bucket: string): UploadForms => ({
  sign: ({ key, largestFile, seconds, metadata }) =>
    createPresignedPost(s3, {
      Bucket: bucket,
      Key: key,
      Expires: seconds,
      // Each field is a condition as well: the form cannot be sent with another key or other metadata.
      Fields: Object.fromEntries(
        Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
      ),
      Conditions: [['content-length-range', 1, largestFile]],
    }),
});
