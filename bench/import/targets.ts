import { atLeast, atMost, type Target } from '../targets.ts';
import type { Comparison } from './compare.ts';

const least = { speedUp: 5, splitting: 0.75 };
const most = { requests: 0.15 };

/** What importing has to reach, and whether it did. */
export const targetsOf = ({ created, splitting }: Omit<Comparison, 'targets'>): Target[] => {
  const { rota, baseline } = created;
  return [
    atLeast(
      "times the baseline's rows/s, creating",
      rota.rowsPerSecond / baseline.rowsPerSecond,
      least.speedUp,
    ),
    atMost('requests per created row, bucket and queue included', rota.requests, most.requests),
    atLeast(
      "of csv-parse's own speed, splitting",
      splitting.rowsPerSecond / splitting.csvParseRowsPerSecond,
      least.splitting,
    ),
  ];
};
