import type { OwnerChange } from '../../domain/change.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import {
  mostVersions,
  ownerVersions,
  type PropertyVersion,
  presentVersion,
} from '../../domain/record/property-version.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { concurrently } from '../concurrently.ts';
import type { ChangeStore } from '../ports/changes.ts';

/** The versions of properties, newest first, by the property's name. */
export type Histories = Readonly<Record<string, readonly PropertyVersion[]>>;

const recordsAtOnce = 20;
const changesOfPage = 100;
const mostPages = 10;

/** The newest changes of a record's owners: as many as tell enough of each of these properties. */
const newestChanges = async (
  changes: Pick<ChangeStore, 'list'>,
  { objectType, id }: CrmRecord,
  names: readonly string[],
): Promise<OwnerChange[]> => {
  const found: OwnerChange[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { results, next } = await changes.list(objectType, id, { limit: changesOfPage, after });
    found.push(...results);
    const enough = names.every(
      (name) => found.filter(({ property }) => property === name).length >= mostVersions,
    );
    if (next === undefined || enough) break;
    after = next;
  }
  return found;
};

/**
 * What is known of the values that these properties had, record by record in their order. Only what holds an owner has a history;
 * of anything else there is the present value.
 */
export const historiesOf = async (
  changes: Pick<ChangeStore, 'list'>,
  set: PropertySet,
  records: readonly CrmRecord[],
  names: readonly string[],
): Promise<Histories[]> => {
  const owners = names.filter((name) => set.users.some((user) => user.name === name));
  return concurrently(records, recordsAtOnce, async (record) => {
    const known = owners.length === 0 ? [] : await newestChanges(changes, record, owners);
    return Object.fromEntries(
      names.map((name) => [
        name,
        owners.includes(name)
          ? ownerVersions(record, name, known)
          : presentVersion(
              record,
              Object.hasOwn(record.properties, name) ? record.properties[name] : undefined,
            ),
      ]),
    );
  });
};
