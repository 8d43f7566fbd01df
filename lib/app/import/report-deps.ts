import type { ImportFiles } from '../ports/import-file.ts';
import type { ImportReports, ReportLinks, ReportQueue, RowProblems } from '../ports/import-reports.ts';
import type { ImportJobStore } from '../ports/jobs.ts';

/** What offering an error report takes. */
export type OfferReportDeps = {
  reports: Pick<ImportReports, 'get' | 'ask'>;
  reportQueue: ReportQueue;
  links: ReportLinks;
  now: () => string;
};

/** What making one takes. */
export type MakeReportDeps = {
  imports: Pick<ImportJobStore, 'get'>;
  reports: Pick<ImportReports, 'keep'>;
  problems: RowProblems;
  files: Pick<ImportFiles, 'read' | 'keepText'>;
  now: () => string;
};
