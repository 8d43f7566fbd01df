import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { repositoryRoot } from '../../infra/build/repository-root.ts';

/** What each layer must not say. Every line becomes a file of that layer. */
const forbidden: Readonly<Record<string, readonly string[]>> = {
  'lib/domain': [
    importOf('@aws-sdk/client-dynamodb'),
    importOf('@smithy/types'),
    importOf('@middy/core'),
    importOf('aws-lambda'),
    importOf('node:crypto'),
    importOf('../app/assign-record.ts'),
    importOf('../store/records.ts'),
    importOf('../http/reply.ts'),
    importOf('../events/batch.ts'),
    importOf('../runtime/clock.ts'),
    importOf('../../infra/stages.ts'),
    importOf('../../functions/assign/handler.ts'),
    'export const drawn = Math.random();',
    'export const now = Date.now();',
    'export const today = new Date();',
    'export const region = process.env;',
    "console.log('assigned');",
    'export const wait = async (promise: Promise<void>) => { await promise; };',
  ],
  'lib/app': [
    importOf('@aws-sdk/client-dynamodb'),
    importOf('@middy/core'),
    importOf('aws-lambda'),
    importOf('../store/records.ts'),
    importOf('../http/reply.ts'),
    importOf('../events/batch.ts'),
    importOf('../runtime/clock.ts'),
    importOf('../../infra/stages.ts'),
    importOf('../../functions/assign/handler.ts'),
  ],
  'lib/store': [
    importOf('@middy/core'),
    importOf('aws-lambda'),
    importOf('../http/reply.ts'),
    importOf('../events/batch.ts'),
    importOf('../runtime/clock.ts'),
    importOf('../../infra/stages.ts'),
    importOf('../../functions/assign/handler.ts'),
  ],
  'lib/http': [
    importOf('@aws-sdk/client-dynamodb'),
    importOf('../store/records.ts'),
    importOf('../runtime/clock.ts'),
    importOf('../../infra/stages.ts'),
    importOf('../../functions/assign/handler.ts'),
  ],
  'lib/events': [
    importOf('@aws-sdk/client-dynamodb'),
    importOf('../store/records.ts'),
    importOf('../runtime/clock.ts'),
    importOf('../../infra/stages.ts'),
    importOf('../../functions/assign/handler.ts'),
  ],
  'lib/runtime': [importOf('../../infra/stages.ts'), importOf('../../functions/assign/handler.ts')],
  functions: [importOf('../infra/stages.ts')],
};

/** What each layer is there to say, so that a fence that stops everything is noticed, too. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'lib/domain': [importOf('./rotation.ts')],
  'lib/app': [importOf('../domain/rotation.ts'), importOf('./ports/records.ts')],
  'lib/store': [
    importOf('@aws-sdk/client-dynamodb'),
    importOf('../domain/rotation.ts'),
    importOf('../app/ports/records.ts'),
  ],
  'lib/http': [importOf('@middy/core'), importOf('../domain/errors.ts'), importOf('node:crypto')],
  'lib/events': [importOf('@middy/core'), importOf('../app/rotate.ts')],
  'lib/runtime': [
    importOf('@aws-sdk/client-dynamodb'),
    importOf('../store/records.ts'),
    importOf('node:crypto'),
  ],
  functions: [importOf('../lib/http/api.ts'), importOf('../lib/app/assign-record.ts')],
};

const offences = cases('offence', forbidden);
const permitted = cases('permitted', allowed);

let project = '';
let complaints: ReadonlySet<string> = new Set();

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'rota-fences-'));
  for (const file of ['biome.json', '.gitignore', 'infra/lint']) {
    await cp(join(repositoryRoot, file), join(project, file), { recursive: true });
  }
  for (const { file, line } of [...offences, ...permitted]) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), `${line}\n`);
  }
  complaints = await fencesHit(project);
});

afterAll(() => rm(project, { recursive: true }));

test.each(offences)('$layer is refused: $line', ({ file }) => {
  expect(complaints).toContain(file);
});

test.each(permitted)('$layer is allowed: $line', ({ file }) => {
  expect(complaints).not.toContain(file);
});

function importOf(module: string): string {
  return `export type * from '${module}';`;
}

function cases(kind: string, lines: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(lines).flatMap(([layer, each]) =>
    each.map((line, position) => ({ layer, line, file: `${layer}/${kind}-${position}.ts` })),
  );
}

const report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

/** The files in which the linter, with the rules of this repository, finds something beyond a fence. */
async function fencesHit(directory: string): Promise<ReadonlySet<string>> {
  const biome = join(repositoryRoot, 'node_modules/.bin/biome');
  const run = promisify(execFile)(biome, ['lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: directory,
  });
  // It exits with 1 when it finds something, which here it always does.
  const { stdout } = await run.catch((failure: { stdout: string }) => failure);
  const { diagnostics } = report.parse(JSON.parse(stdout));
  const fences = new Set(['lint/style/noRestrictedImports', 'plugin']);
  return new Set(
    diagnostics.filter(({ category }) => fences.has(category)).map(({ location }) => location.path),
  );
}
