import * as z from 'zod/mini';
import { errorSchema } from './error-schema.ts';
import { count, instant } from './replies.ts';

const done = <S extends z.ZodMiniType>(result: S) => ({
  status: z.literal('COMPLETE'),
  results: z.array(result),
  startedAt: instant,
  completedAt: instant,
});

const { status, category, message, errors } = errorSchema.shape;

/** HubSpot's answer to a batch of which everything was done. */
export const batchAnswer = <S extends z.ZodMiniType>(result: S) => z.strictObject(done(result));

/**
 * The same where something was not.
 *
 * @param context which inputs an error is about
 */
export const batchAnswerWithErrors = <S extends z.ZodMiniType, C extends z.ZodMiniType>(
  result: S,
  context: C,
) =>
  z.strictObject({
    ...done(result),
    numErrors: count,
    errors: z.array(z.strictObject({ status, category, message, errors, context })),
  });
