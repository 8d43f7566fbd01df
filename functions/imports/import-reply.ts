import type { ListedProblem } from '../../lib/app/ports/jobs.ts';
import type { Apply } from '../../lib/domain/import/apply.ts';
import type { Column } from '../../lib/domain/import/columns.ts';
import { whyIgnored } from '../../lib/domain/import/ignored-column.ts';
import { type ImportJob, percentDone, rowsOf, unknownColumns } from '../../lib/domain/import/import.ts';
import { hubspotTypeId, type ObjectType, singular } from '../../lib/domain/object-type.ts';

const typeIdsOf = ({ objectType }: ImportJob): string[] =>
  objectType === null ? [] : [hubspotTypeId(objectType)];

const propertyOf = (column: Column): string | null => {
  switch (column.kind) {
    case 'recordId':
      return 'recordId';
    case 'property':
      return column.property;
    case 'ignored':
      return null;
  }
};

/** An import in HubSpot's shape; `percent`, `mode`, `dryRun`, `applies`, `objectType`, `unknownColumns` and three of the counters are ours. */
export const importReply = (job: ImportJob) => {
  const { created, updated, unchanged, failed, errors } = job.tally;
  return {
    id: job.id,
    state: job.state,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    importName: job.name,
    importSource: 'API',
    optOutImport: false,
    mappedObjectTypeIds: typeIdsOf(job),
    objectType: job.objectType,
    mode: job.options.mode,
    dryRun: job.options.dryRun,
    ...(job.applies === undefined ? {} : { applies: job.applies }),
    percent: percentDone(job),
    unknownColumns: unknownColumns(job.layout),
    metadata: {
      fileIds: [job.file.key],
      objectLists: [],
      counters: {
        TOTAL_ROWS: rowsOf(job),
        CREATED_OBJECTS: created,
        UPDATED_OBJECTS: updated,
        UNCHANGED_OBJECTS: unchanged,
        FAILED_ROWS: failed,
        ERRORS: errors,
      },
    },
  };
};

/** How far the applying of a dry run is; the import that does it is named as soon as it is there. */
export const applyReply = ({ state, importId }: Apply) =>
  state === 'VERIFYING' ? { state } : { state, importId };

/** How each column of the file is read; one that is not has the reason beside it. */
export const columnsReply = ({ layout, objectType }: ImportJob) =>
  (layout?.columns ?? []).map((column) => {
    const reason = whyIgnored(objectType, column);
    return {
      columnName: column.header,
      propertyName: propertyOf(column),
      ...(reason === undefined ? {} : { reason }),
    };
  });

/** That an import has been cancelled, in HubSpot's shape. */
export const cancelReply = ({ createdAt, updatedAt }: ImportJob) => ({
  status: 'COMPLETE',
  startedAt: createdAt,
  completedAt: updatedAt,
});

const typeFields = (type: ObjectType | null) =>
  type === null ? {} : { objectType: singular(type).toUpperCase(), objectTypeId: hubspotTypeId(type) };

/** A problem in HubSpot's shape: `lineNumber` is the row as a spreadsheet counts, the column counts from 0. */
export const problemReply = (job: ImportJob, problem: ListedProblem) => ({
  id: `${job.id}.${problem.id}`,
  createdAt: Date.parse(problem.at),
  errorType: problem.code,
  errorMessage: problem.message,
  ...typeFields(job.objectType),
  ...(problem.value === undefined
    ? {}
    : { invalidValue: problem.value, invalidValueToDisplay: problem.value }),
  ...(problem.column === undefined ? {} : { knownColumnNumber: problem.column }),
  ...(problem.columnName === undefined ? {} : { columnName: problem.columnName }),
  sourceData: {
    fileId: job.file.key,
    ...(problem.row === undefined ? {} : { lineNumber: problem.row }),
  },
});
