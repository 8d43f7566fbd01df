import * as z from 'zod/mini';
import type { FauxqsApp } from './aws.ts';
import { type PostForm, readPostForm } from './post-form.ts';
import { refusalXml, type S3Refusal, wrongSignature } from './s3-refusal.ts';
import { isSignatureOf } from './signature-v4.ts';

const policySchema = z.object({
  expiration: z.string(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal('content-length-range'), z.coerce.number<unknown>(), z.coerce.number<unknown>()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string(), z.string()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});
type Policy = z.output<typeof policySchema>;

/** Fields that a policy need not mention. */
const UNCONDITIONED = new Set(['policy', 'x-amz-signature', 'file', 'awsaccesskeyid', 'signature']);

const denied = (message: string): S3Refusal => ({ status: 403, code: 'AccessDenied', message });

/**
 * Checks a form upload against its policy, as S3 does: signature, expiry, every condition, and no field that the policy
 * does not allow. Gives undefined when the upload is fine.
 *
 * Source: "Creating a POST policy" in the S3 API reference.
 */
export function checkPostPolicy(
  form: PostForm,
  { bucket, secretAccessKey, now }: { bucket: string; secretAccessKey: string; now: Date },
): S3Refusal | undefined {
  const encoded = form.fields.get('policy');
  if (encoded === undefined) return denied('Bucket POST must contain a policy.');
  if (!signatureMatches(form, encoded, secretAccessKey)) return wrongSignature;
  const policy = readPolicy(encoded);
  if (policy === undefined) {
    return { status: 400, code: 'InvalidPolicyDocument', message: 'Invalid Policy: Invalid JSON.' };
  }
  if (!(new Date(policy.expiration) > now)) return denied('Invalid according to Policy: Policy expired.');
  return checkConditions(policy, form, bucket);
}

function readPolicy(encoded: string): Policy | undefined {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString()));
  } catch {
    return;
  }
}

function checkConditions(policy: Policy, form: PostForm, bucket: string): S3Refusal | undefined {
  const values = new Map([...form.fields, ['key', form.key], ['bucket', bucket]]);
  const allowed = new Set(['bucket']);
  const failed = (condition: unknown) =>
    denied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`);

  for (const condition of policy.conditions) {
    if (!Array.isArray(condition)) {
      for (const [field, expected] of Object.entries(condition)) {
        allowed.add(field.toLowerCase());
        if (values.get(field.toLowerCase()) !== expected) return failed(['eq', `$${field}`, expected]);
      }
    } else if (condition[0] === 'content-length-range') {
      const [, least, most] = condition;
      if (form.fileBytes < least) {
        const message = 'Your proposed upload is smaller than the minimum allowed size';
        return { status: 400, code: 'EntityTooSmall', message };
      }
      if (form.fileBytes > most) {
        const message = 'Your proposed upload exceeds the maximum allowed size';
        return { status: 400, code: 'EntityTooLarge', message };
      }
    } else {
      const [operator, name, expected] = condition;
      const field = name.replace(/^\$/, '').toLowerCase();
      const value = values.get(field) ?? '';
      allowed.add(field);
      if (operator === 'eq' ? value !== expected : !value.startsWith(expected)) return failed(condition);
    }
  }
  for (const field of form.fields.keys()) {
    if (allowed.has(field) || UNCONDITIONED.has(field) || field.startsWith('x-ignore-')) continue;
    return denied(`Invalid according to Policy: Extra input fields: ${field}`);
  }
  return;
}

function signatureMatches({ fields }: PostForm, policy: string, secretAccessKey: string): boolean {
  return isSignatureOf(policy, {
    signature: fields.get('x-amz-signature') ?? '',
    credential: fields.get('x-amz-credential') ?? '',
    secretAccessKey,
  });
}

/** Refuses form uploads that their policy does not allow; fauxqs stores any. */
export function enforcePostPolicies(app: FauxqsApp, secretAccessKey: string): void {
  app.addHook('preHandler', async (request, reply) => {
    const [, bucket = '', key] = request.url.split('?')[0]?.split('/') ?? [];
    const contentType = request.headers['content-type'] ?? '';
    const isForm = /multipart\/form-data/i.test(contentType);
    if (request.method !== 'POST' || bucket === '' || (key ?? '') !== '' || !isForm) return;
    const form = Buffer.isBuffer(request.body) ? readPostForm(contentType, request.body) : undefined;
    const refusal: S3Refusal | undefined =
      form === undefined
        ? {
            status: 400,
            code: 'MalformedPOSTRequest',
            message: 'The body is not well-formed multipart/form-data.',
          }
        : checkPostPolicy(form, { bucket, secretAccessKey, now: new Date() });
    if (refusal === undefined) return;
    await reply.status(refusal.status).header('content-type', 'application/xml').send(refusalXml(refusal));
  });
}
