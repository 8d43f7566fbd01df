import { type OwnerChange, ownerChanges } from '../domain/change.ts';
import { type PropertySet, propertySet } from '../domain/record/property-set.ts';
import type { RecordWrite } from '../domain/record/unique-key.ts';
import type { ChangeStore } from './ports/changes.ts';
import type { PropertyCatalog } from './ports/properties.ts';
import { readOnce } from './read-once.ts';

/** The names of the properties that a write set, changed or cleared. */
const changedIn = ({ before, after }: RecordWrite): string[] => {
  const [then, now] = [before?.properties ?? {}, after.properties];
  return Object.keys({ ...then, ...now }).filter((name) => then[name] !== now[name]);
};

/**
 * The properties by which a write is judged. Those that every account has are known without asking; the account's own are read only
 * where a write has changed one.
 */
const propertiesFor = (write: RecordWrite, catalog: PropertyCatalog): PropertySet | Promise<PropertySet> => {
  const { objectType } = write.after;
  const everywhere = propertySet(objectType);
  return changedIn(write).every((name) => everywhere.find(name) !== undefined)
    ? everywhere
    : catalog.of(objectType);
};

/**
 * Writes the ownership history that a batch of record writes leads to. It comes from the stream, so no code path can forget it;
 * each entry's id follows from its write, so the same batch twice gives the same history. Which properties hold owners is read only
 * now: whatever property a write has set is defined by then.
 */
export const writeHistory = async (
  { changes, properties }: { changes: Pick<ChangeStore, 'putAll'>; properties: PropertyCatalog },
  writes: readonly RecordWrite[],
): Promise<OwnerChange[]> => {
  const catalog = readOnce(properties);
  const found = await Promise.all(
    writes.map(async (write) => ownerChanges(write.before, write.after, await propertiesFor(write, catalog))),
  );
  const all = found.flat();
  if (all.length > 0) await changes.putAll(all);
  return all;
};
