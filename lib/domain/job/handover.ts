import { ownerProperty } from '../object-type.ts';
import { type CrmRecord, ownerOf } from '../record/record.ts';

/** Why a record that the index names as the leaver's stays as it is. */
export type NotMoved = 'ARCHIVED' | 'REASSIGNED';

/** The reason to leave a record as it is: it is gone, or not the leaver's any more. */
export const whyNotMoved = (record: CrmRecord | undefined, leaver: string): NotMoved | undefined => {
  if (record === undefined || record.archivedAt !== null) return 'ARCHIVED';
  return ownerOf(record, ownerProperty) === leaver ? undefined : 'REASSIGNED';
};

/** The records of a page that are still the leaver's, and the reasons why the others are not touched. */
export const splitPage = (
  ids: readonly string[],
  records: ReadonlyMap<string, CrmRecord>,
  leaver: string,
): { theirs: CrmRecord[]; reasons: NotMoved[] } => {
  const reasons = ids.flatMap((id) => whyNotMoved(records.get(id), leaver) ?? []);
  const theirs = ids
    .flatMap((id) => records.get(id) ?? [])
    .filter((record) => whyNotMoved(record, leaver) === undefined);
  return { theirs, reasons };
};
