import { randomUUID } from 'node:crypto';
import type { LocalHost } from '../../../infra/local/host.ts';
import { freshEmail } from '../rota.ts';

type Body = Record<string, unknown>;

const filterGroups = [{ filters: [{ propertyName: 'city', operator: 'EQ', value: 'Bern' }] }];

const importRequest = {
  name: 'Contacts',
  importOperations: { '0-1': 'UPSERT' },
  files: [{ fileName: 'contacts.csv', fileImportPage: { hasHeader: true, columnMappings: [] } }],
};

/** Two rows, one of them wrong. */
const importContacts = async (apiUrl: string, token: string): Promise<string> => {
  const body = new FormData();
  body.append('importRequest', JSON.stringify(importRequest));
  body.append('files', new Blob([`Email,City\n${freshEmail()},Bern\nnobody,Bern\n`]), 'contacts.csv');
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${apiUrl}/crm/v3/imports`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`The import was answered ${answer.status}: ${await answer.text()}`);
  return String(((await answer.json()) as { id: unknown }).id);
};

/** Makes one of each thing, so that requests have something to be about from the first on; their ids by kind. */
export const makeFirstThings = async (
  { apiUrl }: Pick<LocalHost, 'apiUrl'>,
  token: string,
): Promise<Record<string, string[]>> => {
  const post = async (path: string, body: Body): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${apiUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const idOf = async (path: string, body: Body): Promise<string> => String((await post(path, body))['id']);
  const record = (type: string, properties: Body) => idOf(`/crm/v3/objects/${type}`, { properties });

  const teamId = await idOf('/ownership/v1/teams', { name: 'Bern' });
  const [ada, bob] = [
    await idOf('/ownership/v1/owners', {
      email: freshEmail(),
      primaryTeamId: teamId,
      seat: 'SALES_ENTERPRISE',
    }),
    await idOf('/ownership/v1/owners', { email: freshEmail(), seat: 'SALES_ENTERPRISE' }),
  ];
  const company = await record('companies', { name: 'Acme', domain: `${randomUUID()}.example` });
  const contacts = [
    await record('contacts', { email: freshEmail(), city: 'Bern', hubspot_owner_id: ada }),
    await record('contacts', { email: freshEmail() }),
  ];
  const others = [await record('deals', { dealname: 'D' }), await record('tickets', { subject: 'T' })];
  const rotationId = await idOf('/ownership/v1/rotations', {
    name: 'Inbound',
    objectType: 'contacts',
    members: [{ ownerId: ada }, { ownerId: bob }],
  });
  await post(`/ownership/v1/rotations/${rotationId}/enrollments`, { recordIds: contacts });
  const workflowId = await idOf('/ownership/v1/workflows', {
    name: 'Welcome',
    objectType: 'contacts',
    enabled: true,
    enrollment: { filterGroups },
    actions: [{ type: 'rotate', rotationId }],
  });
  const { jobId = '' } = await post('/ownership/v1/bulk-assign', {
    objectType: 'contacts',
    filterGroups,
    ownerId: bob,
  });
  const imported = await importContacts(apiUrl, token);
  const { importId = '' } = await post('/ownership/v1/imports', {
    objectType: 'contacts',
    fileName: 'a.csv',
  });
  return {
    teamId: [teamId],
    ownerId: [ada, bob],
    recordId: [...contacts, company, ...others],
    rotationId: [rotationId],
    workflowId: [workflowId],
    jobId: [jobId],
    importId: [imported, importId],
    propertyName: [
      'email',
      'firstname',
      'hubspot_owner_id',
      'city',
      'lifecyclestage',
      'hs_object_id',
      'createdate',
    ],
    asset: ['show.js', 'swagger-ui.css'],
  };
};
