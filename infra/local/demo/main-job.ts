import { connect } from '../../../client/connection.ts';
import { ownershipClient } from '../../../client/ownership-client.ts';
import type { LocalHost } from '../host.ts';
import { allContacts, type OwnedContact } from './all-contacts.ts';
import { contactsFile } from './contacts-file.ts';
import { importDone, upload } from './import-contacts.ts';
import { createTeams } from './owners.ts';
import { rotateContacts } from './rotate-contacts.ts';
import { checkShares, countOwners, type Shares } from './shares.ts';
import { step } from './terminal.ts';

const seed = '526f7461526f7461526f7461526f7461';

/**
 * Rota's main job against a running service, over HTTP and the bucket only: owners and teams, an import of contacts of which
 * three in ten name their owner, and a rotation of all the others among one team.
 *
 * @throws Error as soon as anything is not as it should be at its end
 */
export const runMainJob = async (
  host: LocalHost,
  token: string,
  rows: number,
  out: NodeJS.WriteStream,
): Promise<Shares> => {
  const send = connect({ apiUrl: host.apiUrl, token });
  const rota = ownershipClient(send);
  const teams = await step(
    out,
    'Owners',
    () => createTeams(rota),
    (made) => `${made.flatMap(({ owners }) => owners).length} owners in ${made.length} teams`,
  );
  const [rotatedTo] = teams;
  if (rotatedTo === undefined) throw new Error('No team was made.');

  const emails = teams.flatMap(({ owners }) => owners.map(({ email }) => email));
  const csv = contactsFile(rows, emails, seed);
  await step(
    out,
    'Upload',
    () => upload(host, 'imports/contacts/demo contacts (März).csv', csv),
    () => `${rows} rows, ${Math.round(Buffer.byteLength(csv) / 1024)} KiB`,
  );
  await step(
    out,
    'Import',
    (progress) => importDone(send, rows, progress),
    ({ metadata: { counters } }) =>
      `${counters['CREATED_OBJECTS']} contacts created, ${counters['ERRORS']} errors`,
  );
  const unownedIn = (contacts: readonly OwnedContact[]): string[] =>
    contacts.flatMap(({ id, ownerId }) => (ownerId === null ? [id] : []));
  const contacts = await step(
    out,
    'Read back',
    () => allContacts(send),
    (all) => `${all.length} contacts, ${unownedIn(all).length} without an owner`,
  );
  const unowned = unownedIn(contacts);
  const rotated = await step(
    out,
    'Rotate',
    (progress) => rotateContacts(rota, rotatedTo, unowned, progress),
    () => `${unowned.length} contacts to team ${rotatedTo.name}`,
  );
  const shares = { imported: countOwners(contacts), rotated };
  await step(
    out,
    'Check',
    async () => checkShares(countOwners(await allContacts(send)), shares),
    () => 'every contact is owned once, the shares differ by at most one',
  );
  return { teams, ...shares };
};
