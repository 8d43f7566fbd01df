import { describe, expect, it } from 'vitest';
import {
  Conflict,
  Forbidden,
  Invalid,
  invalidField,
  NotFound,
  Overloaded,
  PreconditionFailed,
  TooLarge,
} from '../../../lib/domain/errors.ts';
import { describeError, type ErrorBody, errorReply, isOurFault } from '../../../lib/http/error-reply.ts';

const secret = 'table prod-Records in account 123456789012';

/** An error as the SDK throws it, which says a lot. */
const sdkError = Object.assign(new Error(secret), {
  name: 'ResourceNotFoundException',
  $metadata: { httpStatusCode: 400, requestId: secret },
  statusCode: 400,
});

describe('errorReply', () => {
  it.each<[string, unknown, number, string]>([
    ['Invalid', new Invalid('No.'), 400, 'VALIDATION_ERROR'],
    ['Forbidden', new Forbidden(['automation']), 403, 'MISSING_SCOPES'],
    ['NotFound', new NotFound('No.'), 404, 'OBJECT_NOT_FOUND'],
    ['Conflict', new Conflict('No.'), 409, 'CONFLICT'],
    ['PreconditionFailed', new PreconditionFailed('No.', []), 412, 'PRECONDITION_FAILED'],
    ['TooLarge', new TooLarge('No.', []), 413, 'PAYLOAD_TOO_LARGE'],
    ['Overloaded', new Overloaded(), 429, 'RATE_LIMITS'],
    ['an Error', new Error(secret), 500, 'INTERNAL_ERROR'],
    ['a TypeError', new TypeError(secret), 500, 'INTERNAL_ERROR'],
    ['an error of the SDK', sdkError, 500, 'INTERNAL_ERROR'],
    ['a thrown text', secret, 500, 'INTERNAL_ERROR'],
    ['a thrown undefined', undefined, 500, 'INTERNAL_ERROR'],
    ['a thrown object', { statusCode: 422, message: secret }, 500, 'INTERNAL_ERROR'],
  ])('answers %s in the one error shape', (_, error, status, category) => {
    const reply = errorReply(error, 'request-1');
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ status: 'error', category, correlationId: 'request-1' });
    expect(Object.keys(reply.body as object).sort()).toEqual(
      expect.arrayContaining(['category', 'correlationId', 'message', 'status']),
    );
    expect(JSON.stringify(reply)).not.toContain(secret);
    expect(isOurFault(error)).toBe(status === 500);
  });

  it('names the field of an Invalid', () => {
    expect(errorReply(invalidField('ownerId', 'There is no owner 7.', 'OWNER_NOT_FOUND'), 'r').body).toEqual({
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'There is no owner 7.',
      correlationId: 'r',
      errors: [{ message: 'There is no owner 7.', in: 'ownerId', code: 'OWNER_NOT_FOUND' }],
    });
  });

  it('tells the first of very many problems, and the beginning of very long texts', () => {
    const text = '😀'.repeat(100_000);
    const problem = { message: text, in: text, code: 'X' };
    const { body } = errorReply(new Invalid(text, Array(100_000).fill(problem)), 'r');
    expect((body as ErrorBody).errors).toHaveLength(100);
    expect(JSON.stringify(body).length).toBeLessThan(110_000);
  });

  it('names the scope that is missing', () => {
    expect(errorReply(new Forbidden(['crm.import']), 'r').body).toMatchObject({
      message: 'This request needs the scope crm.import.',
      errors: [{ in: 'scope', code: 'crm.import' }],
    });
  });

  it('has no list of errors where there is nothing to list', () => {
    expect(errorReply(new Conflict('Busy.'), 'r').body).not.toHaveProperty('errors');
    expect(errorReply(new Error('x'), 'r').body).not.toHaveProperty('errors');
  });

  it('tells nothing of an error that only looks like one of ours', () => {
    const looksLike = Object.assign(new Error(secret), { name: 'Invalid', problems: [{ message: secret }] });
    expect(JSON.stringify(describeError(looksLike))).not.toContain(secret);
  });
});
