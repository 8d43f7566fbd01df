import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const run = (command: 'start' | 'token', ...args: string[]) =>
  spawnSync(process.execPath, [`infra/local/${command}.ts`, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ROTA_DIR: path.join(tmpdir(), 'no-rota-here'), PORT: '0' },
  });

test.each(['start', 'token'] as const)('%s --help says what there is', (command) => {
  const { status, stdout } = run(command, '--help');
  expect([status, stdout]).toEqual([0, expect.stringContaining('--help')]);
});

test.each([
  ['start', '--prot=1', '--prot'],
  ['start', '--port', '--port'],
  ['start', '--port=http', 'http'],
  ['start', '--port=70000', '70000'],
  ['token', '--scopes=a', '--scopes'],
] as const)('%s names what it does not understand in %s', (command, flag, named) => {
  const { status, stderr } = run(command, flag);
  expect([status, stderr]).toEqual([2, expect.stringContaining(named)]);
});

test('a token is asked for in vain while nothing runs', () => {
  const { status, stdout, stderr } = run('token');
  expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('npm start')]);
});
