import { shown } from './text-table.ts';

/** What Rota has to reach, and whether it did. */
export type Target = { what: string; wanted: string; measured: number; met: boolean };

/** A target that something stays below. */
export const atMost = (what: string, measured: number, wanted: number): Target => ({
  what,
  wanted: `at most ${wanted}`,
  measured,
  met: measured <= wanted,
});

/** A target that something gets above. */
export const atLeast = (what: string, measured: number, wanted: number): Target => ({
  what,
  wanted: `at least ${wanted}`,
  measured,
  met: measured >= wanted,
});

/** One line per target: whether it is met, and by which figure. */
export const targetLines = (targets: readonly Target[]): string =>
  targets
    .map(({ what, wanted, measured, met }) => {
      const value = Number.isInteger(measured) ? shown(measured) : shown(measured, 3);
      return `${met ? 'PASS' : 'FAIL'}  ${value} ${what} (${wanted})\n`;
    })
    .join('');
