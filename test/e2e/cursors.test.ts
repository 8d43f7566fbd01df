import { beforeAll, describe, expect, inject, test } from 'vitest';
import { encodeCursor } from '../../lib/http/cursor.ts';
import { longestCursor } from '../../lib/http/page.ts';
import { apiDocument } from '../support/api-document.ts';
import { makeFirstThings } from '../support/fuzz/first-things.ts';
import { get, tokenWith } from '../support/rota.ts';

type Ids = Record<string, string>;
type Listed = { path: string; list: string };

const salesforce = '/ownership/v1/integrations/salesforce/conflicts';

/** Every list of the API, and the name that its cursors are sealed with. Whoever reads the source can seal a cursor of their own. */
const lists: Readonly<Record<string, (ids: Ids) => Listed>> = {
  '/ownership/v1/owners': () => ({ path: '/ownership/v1/owners', list: 'owners' }),
  '/ownership/v1/teams': () => ({ path: '/ownership/v1/teams', list: 'teams' }),
  '/ownership/v1/rotations': () => ({ path: '/ownership/v1/rotations', list: 'rotations' }),
  '/ownership/v1/workflows': () => ({ path: '/ownership/v1/workflows', list: 'workflows' }),
  '/crm/v3/imports': () => ({ path: '/crm/v3/imports', list: 'imports' }),
  '/crm/v3/owners': () => ({ path: '/crm/v3/owners', list: 'owners' }),
  '/settings/v3/users': () => ({ path: '/settings/v3/users', list: 'users' }),
  [salesforce]: () => ({ path: `${salesforce}?objectType=contacts`, list: 'conflicts of contacts' }),
  '/crm/v3/objects/{objectType}': () => ({ path: '/crm/v3/objects/contacts', list: 'contacts' }),
  '/crm/v3/imports/{importId}/errors': ({ importId }) => ({
    path: `/crm/v3/imports/${importId}/errors`,
    list: `imports/${importId}/errors`,
  }),
  '/ownership/v1/jobs/{jobId}/results': ({ jobId }) => ({
    path: `/ownership/v1/jobs/${jobId}/results`,
    list: `results of ${jobId}`,
  }),
  '/ownership/v1/rotations/{rotationId}/decisions': ({ rotationId }) => ({
    path: `/ownership/v1/rotations/${rotationId}/decisions`,
    list: `decisions of ${rotationId}`,
  }),
  '/ownership/v1/workflows/{workflowId}/enrollments': ({ workflowId }) => ({
    path: `/ownership/v1/workflows/${workflowId}/enrollments`,
    list: `enrollments of ${workflowId}`,
  }),
  '/ownership/v1/objects/{objectType}/{recordId}/changes': ({ recordId }) => ({
    path: `/ownership/v1/objects/contacts/${recordId}/changes`,
    list: `changes of contacts ${recordId}`,
  }),
};

/** Positions that are none: other kinds of items, far before and behind everything, numbers that are none, and far too long ones. */
const positions = [
  '\u0000',
  '!',
  '~',
  '\uffff\uffff',
  '😀',
  'rotation',
  'state',
  'held#',
  'member#1',
  '-5.0',
  '0.5.1',
  'x.y',
  'NaN.NaN',
  '1e9.1',
  '999999.999999',
  '999999999.999999999',
  '__proto__',
  'ü'.repeat(180),
];

let ids: Ids;
beforeAll(async () => {
  const things = await makeFirstThings(inject('host'), await tokenWith());
  ids = Object.fromEntries(Object.entries(things).map(([kind, [first = '']]) => [kind, first]));
});

const ask = (path: string, after: string) =>
  get(`${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`);

const refused = { status: 400, body: { errors: [{ in: 'after' }] } };

test('every list of the document is tried', () => {
  const paged = Object.entries(apiDocument.paths).flatMap(([path, { get: operation }]) => {
    const parameters = (operation?.['parameters'] ?? []) as { name: string }[];
    return parameters.some(({ name }) => name === 'after') ? [path] : [];
  });
  expect(Object.keys(lists)).toEqual(expect.arrayContaining(paged));
});

describe.each(Object.entries(lists))('%s', (route, listed) => {
  test('refuses cursors of other lists, torn ones and made-up ones', async () => {
    const { path, list } = listed(ids);
    const own = encodeCursor(list, '100001');
    const others = ['deals', 'archived contacts', `x${list}`, `${list} `].map((other) =>
      encodeCursor(other, '1'),
    );
    const torn = [own.slice(0, -1), own.slice(1), `${own}A`, own.toLowerCase(), own.slice(0, 11), ''];
    const made = [
      '0',
      '../../x',
      '{}',
      'A'.repeat(longestCursor),
      'A'.repeat(longestCursor + 1),
      'A'.repeat(5_000),
    ];
    for (const after of [...others, ...torn, ...made])
      expect([after, await ask(path, after)]).toMatchObject([after, refused]);
  });

  test('shows nothing else to whoever seals a position of their own', async () => {
    const { path, list } = listed(ids);
    const shown = JSON.stringify(((await get(path)).body as { results: unknown[] }).results);
    for (const position of positions) {
      const { status, body } = await ask(path, encodeCursor(list, position));
      expect([position, status]).toEqual([position, expect.toSatisfy((one) => one === 200 || one === 400)]);
      if (status === 400) expect(body).toMatchObject(refused.body);
      // Others add to the lists of all while this runs.
      else if (/Id\}/.test(route))
        for (const one of (body as { results: unknown[] }).results)
          expect(shown).toContain(JSON.stringify(one));
    }
  });
});
