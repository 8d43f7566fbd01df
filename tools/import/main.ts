import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { runCommand, UsageError } from '../../infra/local/command-line.ts';
import { step } from '../../infra/local/demo/terminal.ts';
import { type Arguments, help, readArguments } from './arguments.ts';
import { describeOutcome, type ImportStatus, importStatus, isClean, isOver, problemPage } from './outcome.ts';
import { sendForm } from './send-form.ts';
import { type Access, ask, findAccess } from './service.ts';

const everyMs = 500;
const problemsShown = 10;
/** An upload that has not started an import by then never will: its notification is lost, or the form was another's. */
const longestStartMs = 120_000;

const offer = z.object({
  importId: z.string(),
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
});

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is no file ${file}.`);
  if (!found.isFile()) throw new UsageError(`${file} is no file.`);
  if (found.size === 0) throw new UsageError(`${file} is empty.`);
  return found.size;
};

const untilOver = async (
  access: Access,
  importId: string,
  onPercent: (percent: number) => void,
): Promise<ImportStatus> => {
  const begun = Date.now();
  for (;;) {
    const { status, body } = await ask(access, { method: 'GET', path: `/crm/v3/imports/${importId}` }, [404]);
    if (status === 404 && Date.now() - begun > longestStartMs) throw new Error('The import has not started.');
    if (status !== 404) {
      const now = z.parse(importStatus, body);
      onPercent(now.percent);
      if (isOver(now)) return now;
    }
    await setTimeout(everyMs);
  }
};

const importFile = async ({ file, wish, ...given }: Arguments, out: NodeJS.WriteStream): Promise<boolean> => {
  const size = await sizeOf(file);
  const access = findAccess(given);
  const body = { ...wish, fileName: path.basename(file) };
  const answer = await ask(access, { method: 'POST', path: '/ownership/v1/imports', body });
  const { importId, upload } = z.parse(offer, answer.body);
  await step(
    out,
    'Upload',
    (progress) => sendForm(upload, { file, size, onSent: (bytes) => progress(bytes, size) }),
    () => `${path.basename(file)}, ${Math.ceil(size / 1024)} KiB`,
  );
  const over = await step(
    out,
    'Import',
    (progress) => untilOver(access, importId, (percent) => progress(percent, 100)),
    ({ id }) => id,
  );
  const errors = await ask(access, {
    method: 'GET',
    path: `/crm/v3/imports/${importId}/errors?limit=${problemsShown}`,
  });
  const lines = describeOutcome(over, z.parse(problemPage, errors.body).results);
  out.write(`${lines.join('\n')}\n`);
  return isClean(over);
};

await runCommand(async () => {
  const given = readArguments(process.argv.slice(2));
  if (given === undefined) process.stdout.write(help);
  else if (!(await importFile(given, process.stdout))) process.exitCode = 1;
});
