import { performance } from 'node:perf_hooks';

const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

/** How a step tells that it is moving; a pipe gets only the line at its end. */
export type Progress = (done: number, total: number) => void;

const barWidth = 30;

/** A bar of `width` characters for a share between 0 and 1. */
export const bar = (share: number, width = barWidth): string => {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
};

/**
 * Runs one named step of the demo and prints what it came to and how long it took. On a terminal a bar moves while it runs; in
 * a pipe there is one plain line per step.
 *
 * @param describe what to say of the result
 */
export const step = async <T>(
  out: NodeJS.WriteStream,
  name: string,
  work: (progress: Progress) => Promise<T>,
  describe: (result: T) => string,
): Promise<T> => {
  const began = performance.now();
  const progress: Progress = (done, total) => {
    if (out.isTTY) out.write(`\r\u001b[2K${name}  ${bar(done / total)} ${done} of ${total}`);
  };
  if (out.isTTY) out.write(`${name} …`);
  const result = await work(progress);
  if (out.isTTY) out.write('\r\u001b[2K');
  out.write(`${name}: ${describe(result)} (${seconds(began)})\n`);
  return result;
};
