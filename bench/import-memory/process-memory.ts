import { readFileSync } from 'node:fs';

/**
 * The most memory that a process has had resident so far, in MB, as Linux counts it.
 *
 * @throws Error where there is no /proc, or the process has ended
 */
export const peakMemoryOf = (pid: number): number => {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`Linux does not say how much memory process ${pid} takes.`);
  return Number(kilobytes) / 1024;
};
