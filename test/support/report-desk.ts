import { createHash } from 'node:crypto';
import { makeReport } from '../../lib/app/import/make-report.ts';
import { type OfferedReport, offerReport } from '../../lib/app/import/offer-report.ts';
import type { MakeReportDeps } from '../../lib/app/import/report-deps.ts';
import type { ReportName, ReportUploads } from '../../lib/app/ports/import-reports.ts';
import type { ImportJob } from '../../lib/domain/import/import.ts';
import { type ReportKind, reportKey } from '../../lib/domain/import/report-key.ts';
import { importReportStore } from '../../lib/store/jobs/import-report-store.ts';
import { rowProblems } from '../../lib/store/jobs/row-problems.ts';
import type { TestDynamo } from './dynamo.ts';
import type { ImportService } from './imports.ts';

/** Where reports go in a test: what is put or completed is there, what is begun is not, as in S3. */
const reportBucket = () => {
  const objects = new Map<string, string>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const tagOf = (text: Buffer | undefined) =>
    createHash('md5')
      .update(text ?? '')
      .digest('hex');
  const store: ReportUploads = {
    async put({ key }, text) {
      objects.set(key, text.toString());
    },
    async begin() {
      const uploadId = `upload-${uploads.size + 1}`;
      uploads.set(uploadId, new Map());
      return uploadId;
    },
    async part(_, { uploadId, number, text }) {
      const parts = uploads.get(uploadId);
      parts?.set(number, Buffer.from(text));
      return parts && tagOf(text);
    },
    async complete({ key }, { uploadId, parts: tags }) {
      const parts = uploads.get(uploadId);
      if (parts === undefined || tags.some((tag, n) => tag !== tagOf(parts.get(n + 1)))) return false;
      const all = tags.map((_, n) => parts.get(n + 1) ?? Buffer.alloc(0));
      objects.set(key, Buffer.concat(all).toString());
      uploads.delete(uploadId);
      return true;
    },
  };
  return { store, objects, uploads };
};

/** A desk that reports are asked for and made at, with its own clock. */
export const reportDesk = ({ client, tables }: TestDynamo, { deps, jobs }: ImportService) => {
  const reports = importReportStore(client, tables.jobs);
  const bucket = reportBucket();
  const asked: ReportName[] = [];
  let clock = Date.parse('2026-03-01T09:00:00.000Z');
  const now = () => new Date(clock).toISOString();
  const reportQueue = { send: async (name: ReportName) => void asked.push(name) };
  const offering = {
    reports,
    reportQueue,
    links: { sign: async ({ key }: { key: string }) => `https://bucket/${key}` },
    now,
  };
  const making: MakeReportDeps = {
    ...deps,
    imports: jobs,
    reports,
    problems: rowProblems(client, tables.jobs),
    reportUploads: bucket.store,
    reportQueue,
    now,
  };
  return {
    asked,
    bucket,
    making,
    offer: (job: ImportJob, kind: ReportKind = 'errors'): Promise<OfferedReport> =>
      offerReport(offering, job, kind),
    /** @param left how many milliseconds there are, each time that is asked */
    make: ({ id }: ImportJob, kind: ReportKind = 'errors', left = 120_000): Promise<void> =>
      makeReport(making, { importId: id, kind }, () => left),
    reportOf: ({ id }: ImportJob, kind: ReportKind = 'errors'): string | undefined =>
      bucket.objects.get(reportKey(id, kind)),
    pass: (minutes: number) => {
      clock += minutes * 60_000;
    },
  };
};
