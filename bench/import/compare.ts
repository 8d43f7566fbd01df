import { withoutLogLines } from '../rotation/without-log-lines.ts';
import type { Target } from '../targets.ts';
import { prepareBaseline } from './baseline.ts';
import type { Edition } from './contacts-file.ts';
import type { Load } from './contender.ts';
import { prepareFiles } from './field.ts';
import { type Figures, measure } from './measure.ts';
import { type Memory, watchMemory } from './peak-memory.ts';
import { prepareRota } from './rota.ts';
import { measureSplitting, type Splitting } from './splitting.ts';
import { targetsOf } from './targets.ts';

export type SideBySide = { rota: Figures; baseline: Figures };
export type Comparison = {
  created: SideBySide;
  updated: SideBySide;
  /** Of this process, while it split the files and wrote their rows. */
  memory: Memory;
  splitting: Splitting;
  targets: Target[];
};

/** Imports a file of new contacts and then one that changes them all, with Rota and with the baseline by turns. */
export const compare = (load: Load, progress: (line: string) => void): Promise<Comparison> =>
  withoutLogLines(async () => {
    progress('Preparing the files');
    const files = await prepareFiles(load.rows);
    const contenders = [await prepareRota(load, files), await prepareBaseline(load, files)];
    const memory = watchMemory();
    const importBoth = async (edition: Edition, what: string): Promise<SideBySide> => {
      const onRound = (share: number) => progress(`${what}: ${Math.round(share * 100)} % done`);
      const [rota, baseline] = await measure(contenders, edition, { memory, onRound });
      if (rota === undefined || baseline === undefined) throw new Error('A contender is missing.');
      return { rota, baseline };
    };
    try {
      const created = await importBoth('first', 'Creating');
      const updated = await importBoth('second', 'Updating');
      progress('Splitting');
      const splitting = await measureSplitting(files.paths.first, load.rows);
      const measured = { created, updated, memory: memory.seen(), splitting };
      return { ...measured, targets: targetsOf(measured) };
    } finally {
      await Promise.all(contenders.map((contender) => contender.stop()));
      await files.remove();
    }
  });
