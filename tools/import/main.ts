import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { runCommand, UsageError } from '../../infra/local/command-line.ts';
import { step } from '../../infra/local/demo/terminal.ts';
import { type Arguments, help, readArguments } from './arguments.ts';
import { describeOutcome, isClean, problemPage } from './outcome.ts';
import { sendForm } from './send-form.ts';
import { type Access, ask, findAccess } from './service.ts';
import { saveReport, startApply, untilOver } from './wait.ts';

const problemsShown = 10;

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

/** Sends the file, and gives back the id of the import that it starts. */
const sendFile = async (
  access: Access,
  { file, wish }: { file: string; wish: Record<string, unknown> },
  out: NodeJS.WriteStream,
): Promise<string> => {
  const size = await sizeOf(file);
  const body = { ...wish, fileName: path.basename(file) };
  const answer = await ask(access, { method: 'POST', path: '/ownership/v1/imports', body });
  const { importId, upload } = z.parse(offer, answer.body);
  await step(
    out,
    'Upload',
    (progress) => sendForm(upload, { file, size, onSent: (bytes) => progress(bytes, size) }),
    () => `${path.basename(file)}, ${Math.ceil(size / 1024)} KiB`,
  );
  return importId;
};

const run = async ({ work, report, ...given }: Arguments, out: NodeJS.WriteStream): Promise<boolean> => {
  if ('file' in work) await sizeOf(work.file);
  const access = findAccess(given);
  const importId =
    'file' in work
      ? await sendFile(access, work, out)
      : await step(
          out,
          'Compare',
          () => startApply(access, work.apply),
          () => 'nothing has changed since the dry run',
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
  if (report !== undefined) {
    await step(
      out,
      'Report',
      () => saveReport(access, over, report),
      () => report,
    );
  }
  return isClean(over);
};

await runCommand(async () => {
  const given = readArguments(process.argv.slice(2));
  if (given === undefined) process.stdout.write(help);
  else if (!(await run(given, process.stdout))) process.exitCode = 1;
});
