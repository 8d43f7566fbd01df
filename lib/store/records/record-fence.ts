import type { AssignmentResult, Fence, Fenced } from '../../app/ports/records.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { Item } from '../batch.ts';

/** What of a fence has to be among the values of the write; the time of the write, `:at`, is there. */
export const versionValues = ({ versions = [] }: Fence): Item =>
  Object.fromEntries(versions.map((version, n) => [`:version${n}`, version]));

/** The conditions under which a write is made. */
export const conditionsOf = ({ versions, unlessWritten }: Fence): string[] => [
  ...(versions === undefined ? [] : [`version IN (${versions.map((_, n) => `:version${n}`).join(', ')})`]),
  ...(unlessWritten === true ? ['updatedAt <= :at'] : []),
];

/** What of a fence kept a write from being made; undefined if it was something else. */
export const fencedBy = (
  { version, updatedAt }: Pick<CrmRecord, 'version' | 'updatedAt'>,
  { versions, unlessWritten }: Fence,
  at: string,
): Fenced | undefined => {
  if (versions !== undefined && !versions.includes(version)) return { outcome: 'VERSION_MISMATCH', version };
  return unlessWritten === true && updatedAt > at ? { outcome: 'WRITTEN_SINCE', version } : undefined;
};

export const isFenced = (result: AssignmentResult | Fenced): result is Fenced =>
  result.outcome === 'VERSION_MISMATCH' || result.outcome === 'WRITTEN_SINCE';
