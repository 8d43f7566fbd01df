import type { OwnerStore } from '../ports/directory.ts';
import type { Forecasts } from '../ports/forecasts.ts';
import type { ImportFiles } from '../ports/import-file.ts';
import type {
  ImportReports,
  ReportLinks,
  ReportQueue,
  ReportUploads,
  RowProblems,
} from '../ports/import-reports.ts';
import type { ImportJobStore } from '../ports/jobs.ts';
import type { RotationStore } from '../ports/rotations.ts';

/** What offering a report takes. */
export type OfferReportDeps = {
  reports: Pick<ImportReports, 'get' | 'ask'>;
  reportQueue: ReportQueue;
  links: ReportLinks;
  now: () => string;
};

/** What the text of a report is made from. */
export type ReportTextDeps = {
  problems: RowProblems;
  forecasts: Pick<Forecasts, 'page'>;
  files: Pick<ImportFiles, 'read'>;
  owners: Pick<OwnerStore, 'all'>;
  rotations: Pick<RotationStore, 'get'>;
};

/** What making one takes. */
export type MakeReportDeps = ReportTextDeps & {
  imports: Pick<ImportJobStore, 'get'>;
  reports: Pick<ImportReports, 'get' | 'saveProgress' | 'keep'>;
  reportUploads: ReportUploads;
  reportQueue: ReportQueue;
  /** From how many bytes on a report is uploaded in parts; as usual, if not said. */
  partSize?: number;
  now: () => string;
};
