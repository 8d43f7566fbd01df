import type { InputResult } from '../../lib/app/records/write-inputs.ts';
import { describeError, isOurFault } from '../../lib/http/error-reply.ts';
import type { RecordReply } from '../../lib/http/record-reply.ts';
import type { Reply } from '../../lib/http/reply.ts';
import { log } from '../../lib/log.ts';

type BatchError = {
  status: 'error';
  category: string;
  message: string;
  context: Record<string, string[]>;
  errors?: unknown;
};

/** HubSpot's answer to a batch: what was done, and, with the status 207, what was not. */
export const batchReply = (batch: {
  startedAt: string;
  completedAt: string;
  results: RecordReply[];
  errors: BatchError[];
  successStatus: number;
}): Reply => {
  const { startedAt, completedAt, results, errors, successStatus } = batch;
  const body = { status: 'COMPLETE', results, startedAt, completedAt };
  return errors.length === 0
    ? { status: successStatus, body }
    : { status: 207, body: { ...body, numErrors: errors.length, errors } };
};

/** What a caller calls an input, if anything: it is given back with what became of the input. */
type Traced = { objectWriteTraceId?: string | undefined };

/**
 * Splits what became of the inputs of a write into HubSpot's results and errors. An error names its input by place.
 *
 * @param inputs in the order in which they were settled
 * @param shown what was written as HubSpot shows it
 */
export const settledInputs = <Written>(
  settled: readonly InputResult<Written>[],
  inputs: readonly Traced[],
  requestId: string,
  shown: (written: Written) => RecordReply,
): { results: RecordReply[]; errors: BatchError[] } => ({
  results: settled.flatMap((result, place) => {
    if ('refusal' in result) return [];
    const objectWriteTraceId = inputs[place]?.objectWriteTraceId;
    return [
      { ...shown(result.written), ...(objectWriteTraceId === undefined ? {} : { objectWriteTraceId }) },
    ];
  }),
  errors: settled.flatMap((result) => {
    if ('written' in result) return [];
    const { refusal, input } = result;
    if (isOurFault(refusal)) log.error('batch input failed', { requestId, input, error: refusal });
    const traceId = inputs[input]?.objectWriteTraceId;
    const context = {
      input: [`inputs[${input}]`],
      ...(traceId === undefined ? {} : { objectWriteTraceId: [traceId] }),
    };
    return [{ status: 'error' as const, ...describeError(refusal), context }];
  }),
});
