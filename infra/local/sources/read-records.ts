import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import * as z from 'zod/mini';

/** A stream record in the JSON of DynamoDB's API, which is also that of a function's event: binary values are base64. */
export interface JsonRecord {
  readonly eventName?: string;
  readonly dynamodb?: Readonly<Record<string, unknown>> & {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime?: number;
    readonly SequenceNumber?: string;
  };
  readonly userIdentity?: { readonly Type?: string; readonly PrincipalId?: string };
}

const answer = z.object({
  Records: z.optional(z.array(z.custom<JsonRecord>())),
  NextShardIterator: z.optional(z.nullable(z.string())),
});

const failure = z.object({ __type: z._default(z.string(), 'Error'), message: z._default(z.string(), '') });

/**
 * The next records behind an iterator, as they come over the wire. The SDK would take every value apart, and the event put it together
 * again: most of the work of following a stream.
 */
export async function readRecords(
  client: DynamoDBStreamsClient,
  request: { ShardIterator: string; Limit: number },
): Promise<{ records: readonly JsonRecord[]; next: string | undefined }> {
  const { protocol, hostname, port, path } = await endpointOf(client);
  const response = await fetch(`${protocol}//${hostname}:${port}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDBStreams_20120810.GetRecords',
      // An emulator asks for a signature, and does not look at it.
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify(request),
  });
  const body: unknown = await response.json();
  if (!response.ok) {
    const { __type: type, message } = z.parse(failure, body);
    throw new Error(`The stream could not be read: ${type} ${message}`);
  }
  const { Records = [], NextShardIterator } = z.parse(answer, body);
  return { records: Records, next: NextShardIterator ?? undefined };
}

interface Endpoint {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
}

function endpointOf({ config }: DynamoDBStreamsClient): Promise<Endpoint> {
  if (config.endpoint === undefined) throw new Error('A stream is read from an emulator only.');
  return config.endpoint();
}
