import type { ChangeStore } from '../../lib/app/ports/changes.ts';
import { setKnowing } from '../../lib/app/properties/set-knowing.ts';
import { historiesOf } from '../../lib/app/records/property-histories.ts';
import type { RecordDeps } from '../../lib/app/records/record-deps.ts';
import { visibleIn } from '../../lib/app/records/visible.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { type RecordReply, recordReply } from '../../lib/http/record-reply.ts';

/** Which properties are asked for, and of which their history, too. */
export type Wanted = { properties: readonly string[]; propertiesWithHistory: readonly string[] };

/** What showing records takes: also the history of their owners. */
export type ShowDeps = RecordDeps & { changes: Pick<ChangeStore, 'list'> };

/** Records as they are asked for, in their order. */
export const showRecords = async (
  deps: Pick<ShowDeps, 'properties' | 'changes'>,
  objectType: ObjectType,
  { properties, propertiesWithHistory }: Wanted,
  records: readonly CrmRecord[],
): Promise<RecordReply[]> => {
  const set = await setKnowing(deps.properties, objectType, [...properties, ...propertiesWithHistory]);
  const visible = records.map(visibleIn(set));
  const names = [...new Set(propertiesWithHistory)];
  if (names.length === 0) return visible.map((record) => recordReply(record, properties));
  const histories = await historiesOf(deps.changes, set, visible, names);
  return visible.map((record, place) => recordReply(record, properties, histories[place]));
};
