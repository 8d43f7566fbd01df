import { describe, expect, it } from 'vitest';
import {
  aContact,
  anOwner,
  bodyOf,
  eventually,
  type Fields,
  freshEmail,
  get,
  ownerOf,
  patch,
  post,
  upload,
} from '../support/rota.ts';

const at = '/ownership/v1';

type Enrollment = { recordId: string; state: string; steps: Fields[] };

const create = async (what: string, body: Fields): Promise<string> =>
  String((await bodyOf(post(`${at}/${what}`, body)))['id']);

const where = (propertyName: string, value: string): Fields[] => [
  { filters: [{ propertyName, operator: 'EQ', value }] },
];

/** A workflow of the contacts of one company: two branches with one owner each, and a rotation otherwise. */
const byCountry = async (company: string) => {
  const [de, fr, ...members] = await Promise.all(Array.from({ length: 5 }, () => anOwner()));
  const rotationId = await create('rotations', {
    name: 'Everywhere else',
    objectType: 'contacts',
    members: members.map((ownerId) => ({ ownerId })),
  });
  const branch = (country: string, ownerId: string | undefined) => ({
    name: country,
    filterGroups: where('country', country),
    actions: [{ type: 'setOwner', ownerId }],
  });
  const id = await create('workflows', {
    name: 'Inbound',
    objectType: 'contacts',
    enabled: true,
    enrollment: { filterGroups: where('company', company) },
    actions: [
      {
        type: 'branch',
        branches: [branch('Germany', de), branch('France', fr)],
        otherwise: [{ type: 'rotate', rotationId }],
      },
    ],
  });
  return { id, rotationId, de, fr, members };
};

const enrolledIn = async (id: string): Promise<Enrollment[]> => {
  const all: Enrollment[] = [];
  let after = '';
  for (;;) {
    const page = await bodyOf(get(`${at}/workflows/${id}/enrollments?limit=100${after}`));
    all.push(...(page['results'] as Enrollment[]));
    const paging = page['paging'] as { next: { after: string } } | undefined;
    if (paging === undefined) return all;
    after = `&after=${paging.next.after}`;
  }
};

/** The enrollments once there are so many and all are at their end. */
const allDone = async (id: string, count: number): Promise<Enrollment[]> => {
  const left = async () => {
    const found = await enrolledIn(id);
    return count - found.filter(({ state }) => state === 'DONE').length;
  };
  await eventually(left, (open) => open <= 0, 100_000);
  return enrolledIn(id);
};

const countsOf = async (rotationId: string): Promise<number[]> => {
  const { members } = await bodyOf(get(`${at}/rotations/${rotationId}/standings`));
  return (members as { count: number }[]).map(({ count }) => count);
};

describe('a workflow with two branches and a rotation otherwise', () => {
  it('gives three hundred imported contacts to the right owners, each once; a clone counts for itself', async () => {
    const company = freshEmail();
    const { id, rotationId, de, fr, members } = await byCountry(company);
    const countries = ['Germany', 'France', 'Spain', 'Italy', 'Japan'];
    const rows = Array.from(
      { length: 300 },
      (_, n) => `${freshEmail()},${company},${countries[n % countries.length]}`,
    );
    await upload(
      `imports/contacts/${freshEmail()}.csv`,
      ['Email,Company Name,Country/Region', ...rows].join('\n'),
    );
    const enrolled = await allDone(id, 300);
    expect(enrolled).toHaveLength(300);
    expect(new Set(enrolled.map(({ recordId }) => recordId)).size).toBe(300);
    const owners = await Promise.all(
      enrolled.map(async ({ recordId, steps }) => ({ steps, owner: await ownerOf(recordId) })),
    );
    const ownedBy = (owner: unknown) => owners.filter((each) => each.owner === owner);
    expect(ownedBy(de)).toHaveLength(60);
    expect(ownedBy(fr)).toHaveLength(60);
    expect(new Set(ownedBy(de).map(({ steps }) => steps[0]?.['branch']))).toEqual(new Set(['Germany']));
    expect(members.map((owner) => ownedBy(owner).length)).toEqual([60, 60, 60]);
    expect(await countsOf(rotationId)).toEqual([60, 60, 60]);
    expect(await bodyOf(post(`${at}/rotations/${rotationId}/replay`, {}))).toMatchObject({ matches: true });

    const clone = await bodyOf(post(`${at}/workflows/${id}/clone`, { name: 'Another' }));
    expect(clone).toMatchObject({ name: 'Another', enabled: false });
    const [action] = clone['actions'] as { otherwise: { rotationId: string }[] }[];
    const own = action?.otherwise[0]?.rotationId ?? '';
    expect(own).not.toBe(rotationId);
    expect(await countsOf(own)).toEqual([0, 0, 0]);
    await bodyOf(patch(`${at}/workflows/${id}`, { enabled: false }));
    await bodyOf(patch(`${at}/workflows/${clone['id']}`, { enabled: true }));
    const contact = await aContact({ company, country: 'Spain' });
    await allDone(String(clone['id']), 1);
    expect(members).toContain(await ownerOf(contact));
    expect((await countsOf(own)).sort()).toEqual([0, 0, 1]);
    expect(await countsOf(rotationId)).toEqual([60, 60, 60]);
  }, 150_000);

  it('tells beforehand what it would do with a record, and does it by hand', async () => {
    const { id, de, members } = await byCountry(freshEmail());
    const [german, spanish] = [await aContact({ country: 'Germany' }), await aContact({ country: 'Spain' })];
    expect(await bodyOf(post(`${at}/workflows/${id}/test`, { recordId: german }))).toMatchObject({
      matches: false,
      steps: [{ branch: 'Germany' }, { type: 'setOwner', ownerId: de, outcome: 'DONE' }],
    });
    const trial = await bodyOf(post(`${at}/workflows/${id}/test`, { recordId: spanish }));
    expect(trial['steps']).toMatchObject([{ branch: null }, { type: 'rotate', outcome: 'ROTATES' }]);
    const [, rotate] = trial['steps'] as { eligible?: string[] }[];
    expect(rotate?.eligible?.toSorted()).toEqual(members.toSorted());
    expect(await ownerOf(german)).toBeFalsy();
    const recordIds = [german, spanish];
    expect(await bodyOf(post(`${at}/workflows/${id}/enrollments`, { recordIds }))).toEqual({ requested: 2 });
    await allDone(id, 2);
    expect(await ownerOf(german)).toBe(de);
    expect(members).toContain(await ownerOf(spanish));
  });
});
