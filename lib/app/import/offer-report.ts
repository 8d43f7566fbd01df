import { Conflict } from '../../domain/errors.ts';
import { type ImportJob, isOver } from '../../domain/import/import.ts';
import { reportKey, reportState } from '../../domain/import/report-key.ts';
import type { OfferReportDeps } from './report-deps.ts';

const linkSeconds = 900;
/** As long as whoever makes a report may take; after that it is asked for anew. */
const longestMakingMs = 3 * 60 * 1_000;
/** The bucket drops reports after thirty days. */
const longestKeptMs = 29 * 24 * 60 * 60 * 1_000;

const before = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString();

/**
 * Offers a link to an import's error report. The first who asks has it made; it is `PENDING` then, until somebody asks again.
 *
 * @throws Conflict as long as the import runs
 */
export const offerReport = async (
  deps: OfferReportDeps,
  job: ImportJob,
): Promise<{ state: 'PENDING' } | { state: 'READY'; url: string; expiresAt: string }> => {
  if (!isOver(job)) throw new Conflict(`Import ${job.id} is still running: its report is made at its end.`);
  const at = deps.now();
  const of = reportState(job);
  const kept = await deps.reports.get(job.id);
  if (kept?.of === of && kept.madeAt !== null && kept.madeAt > before(at, longestKeptMs)) {
    const { bucket } = job.file;
    const fileName = `import-${job.id}-errors.csv`;
    const object = { bucket, key: reportKey(job.id), fileName, seconds: linkSeconds };
    const url = await deps.links.sign(object);
    return { state: 'READY', url, expiresAt: before(at, -1_000 * linkSeconds) };
  }
  const since = before(at, longestMakingMs);
  if (await deps.reports.ask(job.id, { of, at, since })) await deps.reportQueue.send(job.id);
  return { state: 'PENDING' };
};
