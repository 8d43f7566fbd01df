import * as z from 'zod/mini';

const counter = z._default(z.number(), 0);

export const importStatus = z.object({
  id: z.string(),
  state: z.string(),
  percent: z.number(),
  dryRun: z.boolean(),
  unknownColumns: z.array(z.string()),
  metadata: z.object({
    counters: z.object({
      TOTAL_ROWS: counter,
      CREATED_OBJECTS: counter,
      UPDATED_OBJECTS: counter,
      UNCHANGED_OBJECTS: counter,
      FAILED_ROWS: counter,
      ERRORS: counter,
    }),
  }),
});
export type ImportStatus = z.infer<typeof importStatus>;

export const problemPage = z.object({
  results: z.array(
    z.object({
      errorType: z.string(),
      errorMessage: z.string(),
      columnName: z.optional(z.string()),
      sourceData: z.object({ lineNumber: z.optional(z.number()) }),
    }),
  ),
});
export type Problem = z.infer<typeof problemPage>['results'][number];

export const isOver = ({ state }: ImportStatus): boolean => ['DONE', 'FAILED', 'CANCELED'].includes(state);

/** Whether every row was imported, and nothing is wrong with any. */
export const isClean = ({ state, metadata: { counters } }: ImportStatus): boolean =>
  state === 'DONE' && counters.ERRORS === 0 && counters.FAILED_ROWS === 0;

const place = ({ sourceData: { lineNumber }, columnName }: Problem): string =>
  [
    lineNumber === undefined ? 'file' : `row ${lineNumber}`,
    ...(columnName === undefined ? [] : [columnName]),
  ].join(', ');

/** What came of an import, in lines for a person. */
export const describeOutcome = (status: ImportStatus, problems: readonly Problem[]): string[] => {
  const { id, state, dryRun, unknownColumns, metadata } = status;
  const { CREATED_OBJECTS, UPDATED_OBJECTS, UNCHANGED_OBJECTS, FAILED_ROWS, ERRORS, TOTAL_ROWS } =
    metadata.counters;
  const counts = `${CREATED_OBJECTS} created, ${UPDATED_OBJECTS} updated, ${UNCHANGED_OBJECTS} unchanged, ${FAILED_ROWS} failed`;
  const shown = problems.map(
    (problem) => `  ${place(problem)}: ${problem.errorMessage} (${problem.errorType})`,
  );
  const more = ERRORS - problems.length;
  return [
    `${state}: ${counts}, of ${TOTAL_ROWS} rows${dryRun ? '; a dry run, nothing was written' : ''}`,
    ...(unknownColumns.length === 0 ? [] : [`Columns that are not known: ${unknownColumns.join(', ')}`]),
    ...(shown.length === 0 ? [] : ['Problems:', ...shown]),
    ...(dryRun && state === 'DONE' ? [`To have it done: npm run import -- --apply ${id}`] : []),
    ...(more > 0 ? [`  and ${more} more: GET /crm/v3/imports/${id}/errors/report gives all as a file.`] : []),
  ];
};
