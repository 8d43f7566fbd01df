import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ImportSource } from '../domain/import/import.ts';

type Address = { bucket: string; key: string };

/** S3 asks for parts of at least 5 MiB, the last one aside, and takes 10,000 of them. */
const partSize = 8 * 1024 * 1024;

/** The same bytes in parts of one size, the last one aside; an empty text is one part. The ETag of an upload follows from where it is cut. */
async function* inParts(text: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  let isEmpty = true;
  for await (const block of text) {
    let rest = block;
    while (size + rest.length >= partSize) {
      const fitting = rest.subarray(0, partSize - size);
      yield Buffer.concat([...held, fitting]);
      rest = rest.subarray(fitting.length);
      isEmpty = false;
      held = [];
      size = 0;
    }
    held.push(rest);
    size += rest.length;
  }
  if (size > 0 || isEmpty) yield Buffer.concat(held);
}

const sourceOf = ({ bucket, key }: Address, size: number, etag: string | undefined): ImportSource => {
  if (etag === undefined) throw new Error('S3 answered without an ETag.');
  return { file: { bucket, key, etag: etag.replaceAll('"', ''), versionId: null }, size };
};

/** A text that is known to be larger than one part. An upload that is not completed leaves nothing under its key. */
const uploadParts = async (
  s3: S3Client,
  address: Address,
  parts: AsyncIterable<Buffer>,
): Promise<ImportSource> => {
  const target = { Bucket: address.bucket, Key: address.key };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
  const upload = { ...target, UploadId };
  const done: { PartNumber: number; ETag: string | undefined }[] = [];
  let size = 0;
  try {
    for await (const Body of parts) {
      const PartNumber = done.length + 1;
      const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      done.push({ PartNumber, ETag });
      size += Body.length;
    }
    const { ETag } = await s3.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: done } }),
    );
    return sourceOf(address, size, ETag);
  } catch (error) {
    // If this fails as well, the bucket drops what is left after a day.
    await s3.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
};

/** Puts a text into a bucket, with one part of it in memory at a time. */
export const keepText = async (
  s3: S3Client,
  address: Address,
  text: AsyncIterable<Buffer>,
): Promise<ImportSource> => {
  const parts = inParts(text);
  const first = await parts.next();
  const body = first.done === true ? Buffer.alloc(0) : first.value;
  if (body.length === partSize) {
    return uploadParts(
      s3,
      address,
      (async function* () {
        yield body;
        yield* parts;
      })(),
    );
  }
  await parts.return(undefined);
  const { ETag } = await s3.send(
    new PutObjectCommand({ Bucket: address.bucket, Key: address.key, Body: body }),
  );
  return sourceOf(address, body.length, ETag);
};
