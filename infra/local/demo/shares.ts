import type { OwnedContact } from './all-contacts.ts';
import type { DemoTeam } from './owners.ts';
import { bar } from './terminal.ts';

/** Who got how many, by the id of the owner. */
export type Shares = {
  teams: DemoTeam[];
  imported: Map<string, number>;
  rotated: Map<string, number>;
};

/** How many contacts each owner has; those without an owner are not counted. */
export const countOwners = (contacts: readonly OwnedContact[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { ownerId } of contacts) {
    if (ownerId !== null) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  }
  return counts;
};

/** @throws Error unless everybody owns what they were given, and the shares are even */
export const checkShares = (
  owned: Map<string, number>,
  { imported, rotated }: Omit<Shares, 'teams'>,
): void => {
  for (const [ownerId, count] of owned) {
    const expected = (imported.get(ownerId) ?? 0) + (rotated.get(ownerId) ?? 0);
    if (count !== expected) throw new Error(`Owner ${ownerId} has ${count} contacts, not ${expected}.`);
  }
  const shares = [...rotated.values()];
  if (Math.max(...shares) - Math.min(...shares) > 1) throw new Error(`The shares are uneven: ${shares}.`);
};

/** Prints a bar per owner. */
export const printShares = ({ teams, imported, rotated }: Shares, out: NodeJS.WriteStream): void => {
  const owners = teams.flatMap((team) => team.owners);
  const total = (id: string): number => (imported.get(id) ?? 0) + (rotated.get(id) ?? 0);
  const most = Math.max(1, ...owners.map(({ id }) => total(id)));
  out.write('\n');
  for (const { id, name, team } of owners) {
    const counts = `${imported.get(id) ?? 0} imported + ${rotated.get(id) ?? 0} rotated`;
    out.write(
      `${team.padEnd(6)} ${name.padEnd(18)} ${bar(total(id) / most)} ${String(total(id)).padStart(5)}  ${counts}\n`,
    );
  }
};
