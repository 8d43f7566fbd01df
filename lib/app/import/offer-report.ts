import { Conflict } from '../../domain/errors.ts';
import { type ImportJob, isOver } from '../../domain/import/import.ts';
import { type ReportKind, reportKey, reportState } from '../../domain/import/report-key.ts';
import type { OfferReportDeps } from './report-deps.ts';

const linkSeconds = 900;
/** As long as whoever makes a report may take for a part of it; after that it is asked for anew. */
const longestMakingMs = 3 * 60 * 1_000;
/** The bucket drops reports after thirty days. */
const longestKeptMs = 29 * 24 * 60 * 60 * 1_000;

const before = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString();

export type OfferedReport = { state: 'PENDING' } | { state: 'READY'; url: string; expiresAt: string };

/**
 * Offers a link to a report of an import. The first who asks has it made; it is `PENDING` then, until somebody asks again.
 *
 * @throws Conflict as long as the import runs; if what a dry run says is asked for, and the import is none
 */
export const offerReport = async (
  deps: OfferReportDeps,
  job: ImportJob,
  kind: ReportKind,
): Promise<OfferedReport> => {
  if (kind === 'dry-run' && !job.options.dryRun) {
    throw new Conflict(`Import ${job.id} is no dry run: what came of its rows is in its error report.`);
  }
  if (!isOver(job)) throw new Conflict(`Import ${job.id} is still running: its report is made at its end.`);
  const at = deps.now();
  const of = reportState(job);
  const name = { importId: job.id, kind };
  const kept = await deps.reports.get(name);
  if (kept?.of === of && kept.madeAt !== null && kept.madeAt > before(at, longestKeptMs)) {
    const { bucket } = job.file;
    const fileName = `import-${job.id}-${kind}.csv`;
    const object = { bucket, key: reportKey(job.id, kind), fileName, seconds: linkSeconds };
    const url = await deps.links.sign(object);
    return { state: 'READY', url, expiresAt: before(at, -1_000 * linkSeconds) };
  }
  const since = before(at, longestMakingMs);
  if (await deps.reports.ask(name, { of, at, since })) await deps.reportQueue.send(name);
  return { state: 'PENDING' };
};
