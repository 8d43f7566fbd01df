import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Applicant, FirstRequest, KeptAnswer, KeptRequests } from '../app/ports/requests.ts';
import { log } from '../log.ts';
import type { ApiHandler } from './api.ts';
import { errorReply, isOurFault } from './error-reply.ts';
import { fingerprintOf, idempotencyKeyOf, keyOfAnother, stillRunning } from './idempotency-key.ts';
import { toResult } from './reply.ts';

/** An event that acts as the request which first came with its key. */
export type RepeatableEvent = APIGatewayProxyEventV2 & { actsAs?: ActsAs };

/** `again` if somebody else has begun to answer it before, and may have done some of it, or all. */
export type ActsAs = FirstRequest & { again: boolean };

/** A little more than the clocks of two functions may differ. */
const graceMs = 1_000;

/**
 * Whether an answer is final. After one of these nothing was done, or not all: whoever asks again is to be let in, to wait for us no
 * longer, or to find us in order.
 */
const isFinal = (status: number): boolean => status < 500 && ![401, 403, 429].includes(status);

const answered = ({ status, headers, body }: KeptAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...headers, 'idempotent-replayed': 'true' },
  ...(body === '' ? {} : { body }),
});

const asText = (headers: APIGatewayProxyStructuredResultV2['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/**
 * Answers a POST that carries an `Idempotency-Key` once a day: who repeats it gets the first answer again. Without the header
 * nothing is read or written for it. If whoever worked on it died before the answer was kept, the next one acts as the same request,
 * under its id and at its time, by which what was done is known again.
 */
export const answerOnce = (
  requests: KeptRequests,
  handler: ApiHandler,
  now: () => number = Date.now,
): ApiHandler => {
  const answer = async (
    event: APIGatewayProxyEventV2,
    context: Context,
    applicant: Applicant,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const taken = await requests.take(applicant);
    if (taken.outcome === 'ANOTHER') throw keyOfAnother();
    if (taken.outcome === 'RUNNING') throw stillRunning();
    if (taken.outcome === 'ANSWERED') return answered(taken.answer);
    const { first, again } = taken;
    const { requestId } = applicant;
    if (again) log.warn('request taken up again', { requestId, firstRequestId: first.requestId });
    const repeatable: RepeatableEvent = { ...event, actsAs: { ...first, again } };
    const result = await handler(repeatable, context);
    const { statusCode = 500, headers, body = '' } = result;
    try {
      if (!isFinal(statusCode)) await requests.release(applicant);
      else await requests.keep(applicant, { status: statusCode, headers: asText(headers), body });
    } catch (error) {
      // It is done: who asks again acts as the same request and finds it so.
      log.error('answer not kept', { requestId, error });
    }
    return result;
  };
  return async (event, context) => {
    const { requestId } = event.requestContext;
    try {
      const key = idempotencyKeyOf(event);
      if (key === undefined) return await handler(event, context);
      const at = now();
      const until = at + context.getRemainingTimeInMillis() + graceMs;
      return await answer(event, context, {
        key,
        fingerprint: fingerprintOf(event),
        requestId,
        now: at,
        until,
      });
    } catch (error) {
      if (isOurFault(error)) log.error('request failed', { requestId, error });
      return toResult(errorReply(error, requestId));
    }
  };
};
