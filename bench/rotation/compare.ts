import type { Target } from '../targets.ts';
import type { Load } from './contender.ts';
import { prepareCounter } from './counter.ts';
import { type Figures, figuresOf, targetsOf } from './figures.ts';
import { race } from './race.ts';
import { prepareRota } from './rota.ts';
import { withoutLogLines } from './without-log-lines.ts';

export type Comparison = { rota: Figures; baseline: Figures; targets: Target[] };

/**
 * Measures Rota and the baseline side by side.
 *
 * @throws Error if either has not done its work: then its figures would mean nothing
 */
export const compare = (load: Load, progress: (line: string) => void): Promise<Comparison> =>
  withoutLogLines(async () => {
    progress('Preparing the tables');
    const contenders = [await prepareRota(load), await prepareCounter(load)] as const;
    const [rota, counter] = contenders;
    try {
      const [rotaSeconds = 0, counterSeconds = 0] = await race(contenders, load.records, (share) =>
        progress(`${Math.round(share * 100)} % done`),
      );
      progress('Checking');
      for (const contender of contenders) await contender.check();
      const { records } = load;
      const counterTable = 'rotations';
      const figures = {
        rota: figuresOf('Rota', { records, seconds: rotaSeconds, tally: rota.tally(), counterTable }),
        baseline: figuresOf('Counter', {
          records,
          seconds: counterSeconds,
          tally: counter.tally(),
          counterTable,
        }),
      };
      return { ...figures, targets: targetsOf(figures.rota, figures.baseline) };
    } finally {
      await Promise.all(contenders.map((contender) => contender.stop()));
    }
  });
