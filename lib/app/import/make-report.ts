import { type ImportJob, isOver } from '../../domain/import/import.ts';
import { reportKey, reportState } from '../../domain/import/report-key.ts';
import type { ReportName, ReportProgress } from '../ports/import-reports.ts';
import type { MakeReportDeps } from './report-deps.ts';
import { reportText } from './report-text.ts';
import type { TimeLeft } from './split-import.ts';

/** S3 asks for parts of at least 5 MiB, the last one aside, and takes 10,000 of them. */
const usualPart = 8 * 1024 * 1024;

/** With less time than this nobody begins another part; reading, writing and sending one takes a few seconds. */
const reserveMs = 30_000;

/** One part of a report: whole chunks, so that whoever goes on behind it knows where. */
type Part = { text: Buffer; afterChunk: number; isLast: boolean };

async function* partsOf(deps: MakeReportDeps, job: ImportJob, at: ReportStart): AsyncGenerator<Part> {
  const { partSize = usualPart } = deps;
  let held: Buffer[] = [];
  let size = 0;
  let last = at.afterChunk;
  for await (const { chunk, text } of reportText(deps, job, at)) {
    // A chunk may come in several pieces.
    if (size >= partSize && chunk !== last) {
      yield { text: Buffer.concat(held), afterChunk: last, isLast: false };
      held = [];
      size = 0;
    }
    held.push(text);
    size += text.length;
    last = chunk;
  }
  yield { text: Buffer.concat(held), afterChunk: last, isLast: true };
}

type ReportStart = { kind: ReportName['kind']; afterChunk: number };

/** Puts the next part behind those that are there. Undefined if the upload is gone. */
const addPart = async (
  { reportUploads }: MakeReportDeps,
  address: { bucket: string; key: string },
  { progress, part }: { progress: ReportProgress | null; part: Part },
): Promise<ReportProgress | undefined> => {
  const { uploadId, parts } = progress ?? { uploadId: await reportUploads.begin(address), parts: [] };
  const tag = await reportUploads.part(address, { uploadId, number: parts.length + 1, text: part.text });
  return tag === undefined ? undefined : { uploadId, parts: [...parts, tag], afterChunk: part.afterChunk };
};

/**
 * Makes a report of an import that is over, in place of an earlier one. A long one is uploaded in parts, and how far it is, is kept
 * behind each: a message that comes again, after whatever cut the first one short, goes on from there, and so does the next
 * message when time is short. A report that is made already is left as it is.
 *
 * @throws Error if there is no such import, or it is not over, or the upload is gone: then the report is begun anew
 */
export const makeReport = async (
  deps: MakeReportDeps,
  name: ReportName,
  timeLeft: TimeLeft,
): Promise<void> => {
  const { importId, kind } = name;
  const [job, kept] = await Promise.all([deps.imports.get(importId), deps.reports.get(name)]);
  if (job === undefined || !isOver(job)) throw new Error(`Import ${importId} is not over.`);
  const of = reportState(job);
  if (kept?.of === of && kept.madeAt !== null) return;
  const address = { bucket: job.file.bucket, key: reportKey(importId, kind) };
  const beginAnew = async (): Promise<never> => {
    await deps.reports.saveProgress(name, { of, at: deps.now(), progress: null });
    throw new Error(`The upload of ${address.key} is gone; the report is begun anew.`);
  };
  let progress = kept?.of === of ? kept.progress : null;
  for await (const part of partsOf(deps, job, { kind, afterChunk: progress?.afterChunk ?? 0 })) {
    if (part.isLast && progress === null) {
      await deps.reportUploads.put(address, part.text);
      break;
    }
    progress = (await addPart(deps, address, { progress, part })) ?? (await beginAnew());
    if (part.isLast) {
      if (!(await deps.reportUploads.complete(address, progress))) await beginAnew();
      break;
    }
    await deps.reports.saveProgress(name, { of, at: deps.now(), progress });
    if (timeLeft() < reserveMs) return deps.reportQueue.send(name);
  }
  await deps.reports.keep(name, { of, at: deps.now() });
};
