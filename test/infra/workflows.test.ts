import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../infra/build/repository-root.ts';
import { stages } from '../../infra/stages.ts';

const folder = join(repositoryRoot, '.github/workflows');
const workflows = await Promise.all(
  (await readdir(folder)).map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
);

test.each(workflows)('$name pins every action to a commit and says which version that is', ({ text }) => {
  const actions = text.match(/uses: (?!\.\/).*/g) ?? [];
  for (const action of actions) expect(action).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(workflows)('$name needs no stored key', ({ text }) => {
  expect(text).not.toMatch(/secrets\.|access-key/);
});

test('every stage but the local one can be deployed', () => {
  const deploy = workflows.find(({ name }) => name === 'deploy.yml');
  const { local: _, ...deployed } = stages;
  expect(deploy?.text).toContain(`options: [${Object.keys(deployed).join(', ')}]`);
});
