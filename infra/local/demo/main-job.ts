import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { LocalHost } from '../host.ts';
import { type ApiClient, allContacts, apiClient, waitFor } from './api-client.ts';
import { contactsFile } from './contacts-file.ts';
import { createTeams, type DemoTeam } from './owners.ts';
import { type Progress, step } from './terminal.ts';

const seed = '526f7461526f7461526f7461526f7461';

export type DemoResult = {
  teams: DemoTeam[];
  rotatedTo: DemoTeam;
  imported: Map<string, number>;
  rotated: Map<string, number>;
};

type ImportStatus = { state: string; metadata: { counters: Record<string, number> } };
type Standings = { turns: number; members: { ownerId: string; count: number }[] };

const upload = async (host: LocalHost, key: string, body: string): Promise<void> => {
  const { region, credentials, endpoints, resources } = host;
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: resources.importBucket, Key: key, Body: body }));
  s3.destroy();
};

const importDone = async (api: ApiClient, rows: number, progress: Progress): Promise<string> => {
  const status = await waitFor(
    'The import',
    async () => {
      const { results } = await api.get<{ results: ImportStatus[] }>('/crm/v3/imports');
      const counters = results[0]?.metadata.counters ?? {};
      progress((counters['CREATED_OBJECTS'] ?? 0) + (counters['UPDATED_OBJECTS'] ?? 0), rows);
      return results[0];
    },
    (newest) => newest?.state === 'DONE' || newest?.state === 'FAILED',
  );
  const { CREATED_OBJECTS: created = 0, ERRORS: errors = 0 } = status?.metadata.counters ?? {};
  if (status?.state !== 'DONE' || created !== rows || errors !== 0) {
    throw new Error(
      `The import ended ${status?.state} with ${created} of ${rows} rows and ${errors} errors.`,
    );
  }
  return `${created} contacts created, ${errors} errors`;
};

const rotate = async (
  api: ApiClient,
  team: DemoTeam,
  recordIds: string[],
  progress: Progress,
): Promise<Map<string, number>> => {
  const body = { name: `Inbound, ${team.name}`, objectType: 'contacts', teamIds: [team.id] };
  const { id } = await api.post<{ id: string }>('/ownership/v1/rotations', body);
  for (let start = 0; start < recordIds.length; start += 10_000) {
    await api.post(`/ownership/v1/rotations/${id}/enrollments`, {
      recordIds: recordIds.slice(start, start + 10_000),
    });
  }
  const standings = await waitFor(
    'The rotation',
    async () => {
      const now = await api.get<Standings>(`/ownership/v1/rotations/${id}/standings`);
      progress(now.turns, recordIds.length);
      return now;
    },
    ({ turns }) => turns >= recordIds.length,
  );
  return new Map(standings.members.map(({ ownerId, count }) => [ownerId, count]));
};

const countOwners = (contacts: readonly { ownerId: string | null }[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { ownerId } of contacts) {
    if (ownerId !== null) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  }
  return counts;
};

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
): Promise<DemoResult> => {
  const api = apiClient(host.apiUrl, token);
  let teams: DemoTeam[] = [];
  await step(out, 'Owners', async () => {
    teams = await createTeams(api);
    return `${teams.flatMap(({ owners }) => owners).length} owners in ${teams.length} teams`;
  });
  const [rotatedTo] = teams;
  if (rotatedTo === undefined) throw new Error('No team was made.');

  const emails = teams.flatMap(({ owners }) => owners.map(({ email }) => email));
  const csv = contactsFile(rows, emails, seed);
  await step(out, 'Upload', async () => {
    await upload(host, 'imports/contacts/demo contacts (März).csv', csv);
    return `${rows} rows, ${Math.round(Buffer.byteLength(csv) / 1024)} KiB`;
  });
  await step(out, 'Import', (progress) => importDone(api, rows, progress));

  let contacts: { id: string; ownerId: string | null }[] = [];
  await step(out, 'Read back', async () => {
    contacts = await allContacts(api);
    return `${contacts.length} contacts, ${contacts.filter(({ ownerId }) => ownerId === null).length} without an owner`;
  });
  const imported = countOwners(contacts);
  const unowned = contacts.flatMap(({ id, ownerId }) => (ownerId === null ? [id] : []));

  let rotated = new Map<string, number>();
  await step(out, 'Rotate', async (progress) => {
    rotated = await rotate(api, rotatedTo, unowned, progress);
    return `${unowned.length} contacts to team ${rotatedTo.name}`;
  });
  await step(out, 'Check', async () => {
    const owned = countOwners(await allContacts(api));
    for (const [ownerId, count] of owned) {
      const expected = (imported.get(ownerId) ?? 0) + (rotated.get(ownerId) ?? 0);
      if (count !== expected) throw new Error(`Owner ${ownerId} has ${count} contacts, not ${expected}.`);
    }
    const shares = [...rotated.values()];
    if (Math.max(...shares) - Math.min(...shares) > 1) throw new Error(`The shares are uneven: ${shares}.`);
    return 'every contact is owned once, the shares differ by at most one';
  });
  return { teams, rotatedTo, imported, rotated };
};
