import type { Actions } from './authority.ts';

/** A request to S3, its parameters decoded. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  /** Empty for a request to the bucket itself. */
  readonly key: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The header `x-amz-copy-source`. */
  readonly copySource?: string | undefined;
}

/** By method, what it addresses, and the query parameter that makes another operation of it. */
const ACTIONS: Readonly<Record<string, string>> = {
  'GET object': 's3:GetObject',
  'HEAD object': 's3:GetObject',
  'PUT object': 's3:PutObject',
  'DELETE object': 's3:DeleteObject',
  'POST object uploads': 's3:PutObject',
  'POST object uploadId': 's3:PutObject',
  'PUT object uploadId': 's3:PutObject',
  'GET object uploadId': 's3:ListMultipartUploadParts',
  'DELETE object uploadId': 's3:AbortMultipartUpload',
  'GET bucket': 's3:ListBucket',
  'HEAD bucket': 's3:ListBucket',
};

/** Parameters that leave an operation what it is: its name, its signature, and how its answer should look. */
const NEUTRAL =
  /^(x-id|x-amz-.+|response-.+|partNumber|list-type|prefix|delimiter|marker|max-keys|start-after|continuation-token|encoding-type|fetch-owner)$/i;

/**
 * What a signed request does to which object or bucket; undefined for a request that is not modelled.
 *
 * Source: "Required permissions for Amazon S3 API operations" in the S3 user guide.
 */
export function s3Actions({ method, bucket, key, query, copySource }: S3Request): Actions {
  if (bucket === '') return;
  const special = Object.keys(query).filter((name) => !NEUTRAL.test(name));
  const action = ACTIONS[[method, key === '' ? 'bucket' : 'object', ...special].join(' ')];
  if (action === undefined) return;
  const resource = key === '' ? bucketArn(bucket) : `${bucketArn(bucket)}/${key}`;
  if (copySource === undefined) return [{ action, resource }];
  const source = decodeURIComponent(copySource).replace(/^\//, '');
  return [
    { action, resource },
    { action: 's3:GetObject', resource: bucketArn(source) },
  ];
}

/** What a form upload does: whoever signed its policy puts the object. */
export const formUploadActions = (bucket: string, key: string): Actions => [
  { action: 's3:PutObject', resource: `${bucketArn(bucket)}/${key}` },
];

const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
