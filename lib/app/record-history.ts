import { type OwnerChange, ownerChanges } from '../domain/change.ts';
import type { RecordWrite } from '../domain/record/unique-key.ts';
import type { ChangeStore } from './ports/changes.ts';
import type { PropertyCatalog } from './ports/properties.ts';
import { setKnowing } from './properties/set-knowing.ts';
import { readOnce } from './read-once.ts';

/** The names of the properties that a write set, changed or cleared. */
const changedIn = ({ before, after }: RecordWrite): string[] => {
  const [then, now] = [before?.properties ?? {}, after.properties];
  return Object.keys({ ...then, ...now }).filter((name) => then[name] !== now[name]);
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
    writes.map(async (write) => {
      const { before, after } = write;
      return ownerChanges(before, after, await setKnowing(catalog, after.objectType, changedIn(write)));
    }),
  );
  const all = found.flat();
  if (all.length > 0) await changes.putAll(all);
  return all;
};
