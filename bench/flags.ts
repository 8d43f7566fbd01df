import { UsageError } from '../infra/local/command-line.ts';

/**
 * The number that a flag was given.
 *
 * @throws UsageError unless it is a whole number within these bounds
 */
export const wholeNumber = (flag: string, value: string, least: number, most: number): number => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new UsageError(`--${flag} takes a whole number from ${least} to ${most}, not ${value}.`);
  }
  return number;
};
