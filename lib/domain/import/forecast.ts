import type { RowDecision } from './decide.ts';
import type { Known } from './fold.ts';
import { hashOf } from './key-filter.ts';
import { reasonFor } from './reason.ts';
import type { ImportRow } from './row.ts';

/** What would become of a row. A row that would be skipped has a problem that says why. */
export const forecastOutcomes = ['CREATE', 'UPDATE', 'UNCHANGED', 'SKIPPED'] as const;
export type ForecastOutcome = (typeof forecastOutcomes)[number];

/** What a dry run says of one row. */
export type Forecast = {
  row: number;
  outcome: ForecastOutcome;
  /** The record that the row means, and the version in which it was read; null if it is not there yet, or the row is skipped. */
  recordId: string | null;
  version: number | null;
  /** Who would have the record then. */
  ownerId: string | null;
  /** Whether a rotation would decide the owner. */
  rotates: boolean;
  reason: string;
  /** By which it is known whether the row is read as it was: its owners and the account's properties may change. */
  reading: number;
};

/** A hash of what a row asks for and what is wrong with it. */
export const readingOf = ({ recordId, changes, keys, problems, rejected, enrolls }: ImportRow): number =>
  hashOf(
    JSON.stringify([recordId, changes, keys, problems.map(({ code }) => code), rejected, enrolls]),
    0x811c9dc5,
  );

const outcomes: Record<RowDecision['outcome'], ForecastOutcome> = {
  created: 'CREATE',
  updated: 'UPDATE',
  unchanged: 'UNCHANGED',
  failed: 'SKIPPED',
};

/** What a decision of a dry run says of its row. */
export const forecastOf = (decision: RowDecision, { records }: Known): Forecast => {
  const { row, outcome, ownerId } = decision;
  const record = decision.recordId === null ? undefined : records.get(decision.recordId);
  return {
    row: row.row,
    outcome: outcomes[outcome],
    recordId: record?.id ?? null,
    version: record?.version ?? null,
    ownerId,
    rotates: row.enrolls && outcome !== 'failed',
    reason: reasonFor(decision, record),
    reading: readingOf(row),
  };
};
