import type { ImportJob, ImportLayout } from '../../domain/import/import.ts';
import { ownerFinder } from '../../domain/import/owner-finder.ts';
import { type ImportRow, rowReader } from '../../domain/import/row.ts';
import { unknownOwnerPolicy } from '../../domain/import/unknown-owner.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import { parseRows } from './csv.ts';
import { createdIdOf } from './ids.ts';
import type { ChunkDeps } from './import-deps.ts';

/** An import whose header has been read and found sound. */
export type ReadyJob = ImportJob & { layout: ImportLayout; objectType: ObjectType };

export const isReady = (job: ImportJob): job is ReadyJob => job.layout !== null && job.objectType !== null;

type ReadDeps = Pick<ChunkDeps, 'owners' | 'rotations'>;

/** The property that the rotation sets to which the import leaves records without an owner. */
const rotatedProperty = async ({ rotations }: ReadDeps, job: ReadyJob): Promise<string | undefined> => {
  const { unknownOwner } = job.options;
  if (typeof unknownOwner === 'string' || !('rotationId' in unknownOwner)) return undefined;
  const rotation = await rotations.get(unknownOwner.rotationId);
  const isThere = rotation?.deletedAt === null && rotation.objectType === job.objectType;
  return isThere ? rotation.property : undefined;
};

/**
 * Reads the rows of one chunk: which values they have for which properties, which owners they name, what is wrong with them.
 *
 * @param chunk.repeats the rows before which the same record may have been meant; `all` if that is not known
 */
export const readRows = async (
  deps: ReadDeps,
  job: ReadyJob,
  set: PropertySet,
  chunk: { bytes: Uint8Array; firstRow: number; repeats: readonly number[] | 'all' },
): Promise<ImportRow[]> => {
  const { objectType, layout, options } = job;
  const { columns, delimiter } = layout;
  const namesOwners = columns.some(
    (column) => column.kind === 'property' && set.find(column.property)?.type === 'user',
  );
  const [owners, rotates] = namesOwners
    ? await Promise.all([deps.owners.all(), rotatedProperty(deps, job)])
    : [[], undefined];
  const findOwner = ownerFinder(owners, objectType);
  const repeats = chunk.repeats === 'all' ? undefined : new Set(chunk.repeats);
  const read = rowReader({
    set,
    columns,
    findOwner,
    dateFormat: options.dateFormat,
    unknownOwner: unknownOwnerPolicy(options.unknownOwner, { findOwner, rotates }),
    // Nothing is marked in a dry run: there a repeat is only one that is known to be one.
    isRepeat: (row) => repeats?.has(row) ?? !options.dryRun,
  });
  return parseRows(chunk.bytes, { delimiter, firstRow: chunk.firstRow }).map((raw) =>
    read(raw, createdIdOf(job.id, raw.row)),
  );
};
