import type { OwnerChange } from '../change.ts';
import type { CrmRecord, WriteSource } from './record.ts';

/** A value that a property has or had: since when, and by whom. What is not known of it is left out, or UNKNOWN. */
export type PropertyVersion = {
  value: string;
  at: string;
  source: WriteSource | 'UNKNOWN';
  /** The import, bulk run or enrollment, or else the write. */
  sourceId?: string;
  actor?: string;
};

/** The most versions of a property that are told, the newest ones. */
export const mostVersions = 20;

const byLastWrite = ({ lastWrite }: CrmRecord, value: string): PropertyVersion => {
  const { at, source, id, runId = id, actor } = lastWrite;
  return { value, at, source, sourceId: runId, actor };
};

/**
 * The versions of a property that holds an owner, newest first. The history follows a write after a moment: until it does, the value
 * that the record has already comes with the record's last write.
 *
 * @param changes the record's history of ownership, newest first
 */
export const ownerVersions = (
  record: CrmRecord,
  property: string,
  changes: readonly OwnerChange[],
): PropertyVersion[] => {
  const kept = changes
    .filter((change) => change.property === property)
    .map(({ toOwnerId, write: { at, source, id, runId = id, actor } }) => ({
      value: toOwnerId ?? '',
      at,
      source,
      sourceId: runId,
      actor,
    }));
  const now = record.properties[property] ?? '';
  const all = (kept[0]?.value ?? '') === now ? kept : [byLastWrite(record, now), ...kept];
  return all.slice(0, mostVersions);
};

/**
 * The one version that is known of a property without a history: its value, which it has at least since the record's last write. Who
 * set it is known only while nobody has written the record since it was created.
 */
export const presentVersion = (record: CrmRecord, value: string | undefined): PropertyVersion[] => {
  if (value === undefined || value === '') return [];
  if (record.version === 1) return [byLastWrite(record, value)];
  return [{ value, at: record.updatedAt, source: 'UNKNOWN' }];
};
