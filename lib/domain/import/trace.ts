import type { CrmRecord, ImportTrace } from '../record/record.ts';

type Imported = NonNullable<CrmRecord['imported']>;
type Other = NonNullable<Imported['others']>[number];

/** An import that has written nothing of a record for so long is not at work any more. */
const rememberedMs = 24 * 60 * 60 * 1_000;
/** A record has 400 KB, and a name up to a hundred characters. */
const mostProperties = 1_000;

const propertiesIn = ({ rows }: ImportTrace): number => Object.keys(rows).length;

/** What a record remembers of an import, be it the last one that wrote it or one that is at work at the same time. */
export const traceOf = (
  { imported }: Pick<CrmRecord, 'imported'>,
  importId: string,
): ImportTrace | undefined =>
  imported?.runId === importId ? imported : imported?.others?.find(({ runId }) => runId === importId);

/** What a record remembers of the import that wrote it last, once another one does. */
const setAside = ({ others: _, ...trace }: Imported, record: CrmRecord, at: string): Other => ({
  ...trace,
  // Noting rows leaves no time on the record.
  seenAt: trace.onlyNoted === true ? at : record.updatedAt,
});

/**
 * What a record remembers once an import has written it: which rows that import wrote, and which ones the others did that may still
 * be at work. Those were heard of on this record within a day; with more than a thousand properties in all, the one that was
 * heard of longest ago is forgotten.
 *
 * @param at the time of the write
 */
export const withTrace = (record: CrmRecord, trace: ImportTrace, at: string): Imported => {
  const { imported } = record;
  const before = imported === undefined ? [] : [setAside(imported, record, at), ...(imported.others ?? [])];
  const others: Other[] = [];
  let room = mostProperties;
  for (const other of before.toSorted((a, b) => (a.seenAt < b.seenAt ? 1 : -1))) {
    const isOver = Date.parse(at) - Date.parse(other.seenAt) > rememberedMs;
    room -= propertiesIn(other);
    if (other.runId !== trace.runId && !isOver && room >= 0) others.push(other);
  }
  return others.length === 0 ? trace : { ...trace, others };
};
