import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { Invalid, type Problem } from '../domain/errors.ts';
import { fieldPath } from './field-path.ts';

// Not `z.locales.en`: that brings every language into every bundle.
z.config(en());

const problemsOf = (issue: z.core.$ZodIssue, root: string): Problem[] => {
  const code = issue.code.toUpperCase();
  if (issue.code !== 'unrecognized_keys') {
    return [{ message: issue.message, in: fieldPath(issue.path) || root, code }];
  }
  return issue.keys.map((key) => ({
    message: `There is no field ${fieldPath([key])}.`,
    in: fieldPath([...issue.path, key]),
    code,
  }));
};

const mostNamed = 10;

const named = (problems: readonly Problem[]): string => {
  const fields = problems.slice(0, mostNamed).map(({ in: field }) => field);
  const others = problems.length - fields.length;
  return others === 0 ? fields.join(', ') : `${fields.join(', ')} and ${others} more`;
};

/**
 * A value as its schema has it.
 *
 * @param root what to call the value itself in an error, where no field of it is to blame
 * @throws Invalid naming every field that does not fit
 */
export const parse = <S extends z.ZodMiniType>(schema: S, value: unknown, root = 'body'): z.output<S> => {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, root));
  throw new Invalid(`The ${root} is not valid: ${named(problems)}.`, problems);
};
