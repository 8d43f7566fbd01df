import * as z from 'zod/mini';
import type { FauxqsApp } from '../emulators/aws.ts';
import { readPostForm } from '../emulators/post-form.ts';
import { refusalXml } from '../emulators/s3-refusal.ts';
import { type Authority, accessKeyIdOf, type Refusal } from './authority.ts';
import { formUploadActions, s3Actions } from './s3-actions.ts';
import { snsActions } from './sns-actions.ts';
import { sqsActions } from './sqs-actions.ts';

interface Call {
  readonly method: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const parameters = z.object({ bucket: z._default(z.string(), ''), '*': z._default(z.string(), '') });
const queryString = z.record(z.string(), z.unknown());

/** Refuses the calls to queues, topics and buckets that the role of the calling function does not allow. */
export function enforceRoles(app: FauxqsApp, authority: Authority): void {
  app.addHook('preHandler', async (request, reply) => {
    const answer = judge(request, authority);
    if (answer === undefined) return;
    const { status, type, body, headers = {} } = answer;
    const withoutBody = request.method === 'HEAD';
    await reply
      .status(status)
      .headers({ ...headers, 'content-type': type })
      .send(withoutBody ? undefined : body);
  });
}

function judge(call: Call, authority: Authority): Answer | undefined {
  const contentType = String(call.headers['content-type'] ?? '');
  const { bucket, '*': key } = parameters.parse(call.params ?? {});
  const query = queryString.parse(call.query ?? {});
  const signed = call.headers['authorization'] ?? query['X-Amz-Credential'];
  const caller = accessKeyIdOf(typeof signed === 'string' ? signed : undefined);

  if (bucket === '' && contentType.includes('x-amz-json-1.0')) {
    const operation = String(call.headers['x-amz-target']).replace(/^AmazonSQS\./, '');
    return answerSqs(
      authority.refuse(caller, `sqs:${operation}`, (place) => sqsActions(operation, call.body, place)),
    );
  }
  if (bucket === '' && contentType.includes('x-www-form-urlencoded')) {
    return answerSns(authority.refuse(caller, 'the call of SNS', () => snsActions(call.body)));
  }
  const isForm = call.method === 'POST' && key === '' && /multipart\/form-data/i.test(contentType);
  if (isForm && Buffer.isBuffer(call.body)) {
    const form = readPostForm(contentType, call.body);
    const signer = accessKeyIdOf(form?.fields.get('x-amz-credential'));
    return answerS3(authority.refuse(signer, 'a form', () => formUploadActions(bucket, form?.key ?? '')));
  }
  const source = call.headers['x-amz-copy-source'];
  const copySource = typeof source === 'string' ? source : undefined;
  const { method } = call;
  return answerS3(
    authority.refuse(caller, `${method} /${bucket}/${key} ${Object.keys(query).join(' ')}`.trimEnd(), () =>
      s3Actions({ method, bucket, key, query, copySource }),
    ),
  );
}

function answerSqs(refusal: Refusal | undefined): Answer | undefined {
  if (refusal === undefined) return;
  const { reason, message } = refusal;
  const [status, code, legacyCode] =
    reason === 'denied'
      ? [403, 'AccessDeniedException', 'AccessDenied']
      : [400, 'UnknownOperationException', 'InvalidAction'];
  return {
    status,
    type: 'application/x-amz-json-1.0',
    headers: { 'x-amzn-query-error': `${legacyCode};Sender` },
    body: JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }),
  };
}

function answerSns(refusal: Refusal | undefined): Answer | undefined {
  if (refusal === undefined) return;
  const [status, code] = refusal.reason === 'denied' ? [403, 'AuthorizationError'] : [400, 'InvalidAction'];
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${refusal.message}</Message></Error>`;
  return { status, type: 'text/xml', body: `<ErrorResponse>${error}</ErrorResponse>` };
}

function answerS3(refusal: Refusal | undefined): Answer | undefined {
  if (refusal === undefined) return;
  const { message } = refusal;
  const type = 'application/xml';
  return refusal.reason === 'denied'
    ? { status: 403, type, body: refusalXml({ status: 403, code: 'AccessDenied', message }) }
    : { status: 501, type, body: refusalXml({ status: 501, code: 'NotImplemented', message }) };
}
