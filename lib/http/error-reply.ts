import {
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  Overloaded,
  PreconditionFailed,
  type Problem,
  TooLarge,
} from '../domain/errors.ts';
import { isOverload } from '../overload.ts';
import type { Reply } from './reply.ts';

/** The one error shape of every route. */
export type ErrorBody = {
  status: 'error';
  category: string;
  message: string;
  correlationId: string;
  errors?: Problem[];
};

const statusOf: Record<string, number> = {
  VALIDATION_ERROR: 400,
  MISSING_SCOPES: 403,
  OBJECT_NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITS: 429,
  INTERNAL_ERROR: 500,
};

/** `retryAfter` is in seconds. */
type Described = { category: string; message: string; errors?: Problem[]; retryAfter?: number };

/** An answer does not grow with what was sent: of many problems only the first are told, and of a long text only its beginning. */
const mostProblems = 100;
const longestText = 500;

const bounded = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText).toWellFormed()}…` : text;

const boundedProblem = ({ message, in: field, code }: Problem): Problem => ({
  message: bounded(message),
  ...(field === undefined ? {} : { in: bounded(field) }),
  ...(code === undefined ? {} : { code }),
});

const withProblems = (
  category: string,
  error: Invalid | Conflict | PreconditionFailed | TooLarge,
): Described => ({
  category,
  message: bounded(error.message),
  ...(error.problems.length === 0
    ? {}
    : { errors: error.problems.slice(0, mostProblems).map(boundedProblem) }),
});

/** What may be told about an error: everything about a refusal, nothing about a failure of our own. */
export const describeError = (error: unknown): Described => {
  if (error instanceof Invalid) return withProblems('VALIDATION_ERROR', error);
  if (error instanceof Conflict) {
    const { retryAfter } = error;
    return { ...withProblems('CONFLICT', error), ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  if (error instanceof PreconditionFailed) return withProblems('PRECONDITION_FAILED', error);
  if (error instanceof TooLarge) return withProblems('PAYLOAD_TOO_LARGE', error);
  if (isOverload(error)) return { category: 'RATE_LIMITS', message: new Overloaded().message, retryAfter: 1 };
  if (error instanceof NotFound) return { category: 'OBJECT_NOT_FOUND', message: error.message };
  if (error instanceof Forbidden) {
    const errors = error.requiredScopes.map((scope) => ({
      message: `The scope ${scope} is missing.`,
      in: 'scope',
      code: scope,
    }));
    return { category: 'MISSING_SCOPES', message: error.message, errors };
  }
  return { category: 'INTERNAL_ERROR', message: 'Something went wrong on our side.' };
};

export const isOurFault = (error: unknown): boolean => describeError(error).category === 'INTERNAL_ERROR';

export const errorReply = (error: unknown, correlationId: string): Reply => {
  const { category, message, errors, retryAfter } = describeError(error);
  const body: ErrorBody = {
    status: 'error',
    category,
    message,
    correlationId,
    ...(errors === undefined ? {} : { errors }),
  };
  const headers = retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } };
  return { status: statusOf[category] ?? 500, body, ...headers };
};
