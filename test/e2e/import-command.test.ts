import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { freshEmail, tokenWith } from '../support/rota.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'import-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

const aFile = async (name: string, content: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
};

/** Runs the command as a user would, in a pipe. */
const run = async (args: readonly string[], variables: Record<string, string> = {}) => {
  const command = spawn(process.execPath, ['tools/import/main.ts', ...args], {
    env: { ...process.env, ROTA_DIR: path.join(folder, 'nothing'), ROTA_TOKEN: undefined, ...variables },
  });
  const [out, err, status] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    new Promise((resolve) => command.on('close', resolve)),
  ]);
  return { status, out, err };
};

/** A folder as `npm start` leaves it for other programs. */
const rotaDir = async (): Promise<string> => {
  await aFile('local.json', JSON.stringify({ apiUrl: inject('host').apiUrl, token: await tokenWith() }));
  return folder;
};

it('imports a file into the Rota of this machine, without saying where that is', async () => {
  const file = await aFile(
    'people (é) "1".csv',
    `Email,First name\n${freshEmail()},Ada\n${freshEmail()},Eve\n`,
  );
  const { status, out, err } = await run([file, '--type', 'contacts', '--name', 'By hand'], {
    ROTA_DIR: await rotaDir(),
  });
  expect([status, err]).toEqual([0, '']);
  expect(out).toContain('Upload: people (é) "1".csv, 1 KiB');
  expect(out).toContain('DONE: 2 created, 0 updated, 0 unchanged, 0 failed, of 2 rows');
  expect(out).not.toContain('\u001b');
});

it('says what is wrong with rows, and ends with 1', async () => {
  const rows = Array.from({ length: 12 }, (_, n) => `no address ${n},1\n`).join('');
  const file = await aFile('bad.csv', `Email,Shoe size\n${rows}`);
  const { status, out } = await run(
    [
      file,
      '--type=contacts',
      '--mode=create',
      '--unknown-owner=reject-row',
      '--dry-run',
      '--api-url',
      inject('host').apiUrl,
    ],
    { ROTA_TOKEN: await tokenWith() },
  );
  expect(status).toBe(1);
  expect(out).toContain('12 failed, of 12 rows; a dry run, nothing was written');
  expect(out).toContain('Columns that are not known: Shoe size');
  expect(out).toContain('row 2, Email: ');
  expect(out).toContain('and 2 more');
});

it('says what would come of every row, and does it afterwards', async () => {
  const [ada, eve] = [freshEmail(), freshEmail()];
  const file = await aFile('plan.csv', `Email,First name\n${ada},Ada\n${eve},Eve\n`);
  const report = path.join(folder, 'report.csv');
  const variables = { ROTA_DIR: await rotaDir() };
  const dryRun = await run([file, '--type', 'contacts', '--dry-run', '--report', report], variables);
  expect([dryRun.status, dryRun.err]).toEqual([0, '']);
  const text = await readFile(report, 'utf8');
  expect(text.split('\r\n')).toEqual([
    '\uFEFFEmail,First name,row,outcome,recordId,ownerId,owner,reason',
    `${ada},Ada,2,CREATE,,,,No record has its email.`,
    `${eve},Eve,3,CREATE,,,,No record has its email.`,
    '',
  ]);
  const [, id = ''] = /--apply (\d+)/.exec(dryRun.out) ?? [];
  const applied = await run(['--apply', id], variables);
  expect(applied).toMatchObject({ status: 0, err: '', out: expect.stringContaining('2 created') });

  const second = await aFile('again.csv', `Email,First name\n${ada},Lovelace\n`);
  const again = await run([second, '--type', 'contacts', '--dry-run'], variables);
  const [, nextId = ''] = /--apply (\d+)/.exec(again.out) ?? [];
  const third = await aFile('between.csv', `Email,First name\n${ada},Byron\n`);
  await run([third, '--type', 'contacts'], variables);
  const refused = await run(['--apply', nextId], variables);
  expect(refused).toMatchObject({ status: 1, err: expect.stringContaining('row 2: Record ') });
});

it('sends a file of many megabytes', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => `p${n}-${freshEmail()},"${'x'.repeat(250_000)}"\n`).join(
    '',
  );
  const file = await aFile('large.csv', `Email,Nothing known\n${rows}`);
  const { status, out, err } = await run([file, '--type', 'contact'], { ROTA_DIR: await rotaDir() });
  expect(out).toContain('40 created');
  expect([status, err]).toEqual([0, '']);
});

it.each<[string, string[], string, Record<string, string>, number]>([
  ['no file', ['--type', 'contacts'], 'Name one file', {}, 2],
  ['a file that is not there', ['none.csv', '--type', 'contacts'], 'There is no file none.csv', {}, 2],
  ['a folder', ['test', '--type', 'contacts'], 'test is no file', {}, 2],
  ['no type', ['package.json'], '--type', {}, 2],
  ['an unknown flag', ['package.json', '--typ=contacts'], '--typ', {}, 2],
  ['an unknown mode', ['package.json', '--type=contacts', '--mode=merge'], 'merge', {}, 2],
  ['a strange owner', ['package.json', '--type=contacts', '--unknown-owner=ada'], 'ada', {}, 2],
  ['a token for no service', ['package.json', '--type=contacts', '--token=x'], '--api-url', {}, 2],
  ['no token', ['package.json', '--type=contacts', '--api-url=http://127.0.0.1:9'], 'ROTA_TOKEN', {}, 2],
  ['a dry run and a file', ['package.json', '--apply=12'], '--apply', {}, 2],
  ['a strange dry run', ['--apply=last'], 'last', {}, 2],
  ['no service', ['package.json', '--type=contacts'], 'npm start', {}, 1],
  [
    'nobody at the address',
    ['package.json', '--type=contacts', '--api-url=http://127.0.0.1:9'],
    'Nothing answers at http://127.0.0.1:9',
    { ROTA_TOKEN: 'x' },
    1,
  ],
])('refuses %s in one line', async (_, args, message, variables, code) => {
  const { status, out, err } = await run(args, variables);
  expect([status, out]).toEqual([code, '']);
  expect(err).toContain(message);
  expect(err.trim().split('\n')).toHaveLength(1);
});

it('says that a token is not accepted, and what the service refuses', async () => {
  const { apiUrl } = inject('host');
  const file = await aFile('people.csv', 'Email\n');
  const stranger = await run([file, '--type', 'contacts', '--api-url', apiUrl], { ROTA_TOKEN: 'nonsense' });
  expect(stranger).toMatchObject({ status: 1, err: expect.stringContaining('does not accept the token') });
  const refused = await run([file, '--type', 'people', '--api-url', apiUrl], {
    ROTA_TOKEN: await tokenWith(),
  });
  expect(refused).toMatchObject({ status: 1, err: expect.stringContaining('objectType') });
});

it('helps', async () => {
  expect(await run(['--help'])).toMatchObject({ status: 0, out: expect.stringContaining('--dry-run') });
});
