import { FileProblem } from '../../domain/import/file-problem.ts';
import { emptyTally, type ImportFile, type ImportJob, largestFile } from '../../domain/import/import.ts';
import { defaultOptions, type ImportRequest, optionsInMetadata } from '../../domain/import/options.ts';
import { fileNameOf, objectTypeInKey } from '../../domain/import/upload-key.ts';
import type { FileDescription } from '../ports/import-file.ts';
import { importIdOf } from './ids.ts';

const longestName = 200;

/** What the file's key, size and metadata say that the import is to do; what was asked for beforehand goes before metadata. */
const instructionsOf = (
  file: ImportFile,
  description: FileDescription | undefined,
  request: ImportRequest | undefined,
): Pick<ImportJob, 'objectType' | 'options'> => {
  const objectType = objectTypeInKey(file.key);
  if (description === undefined) throw fileIsGone();
  const options = request?.options ?? optionsInMetadata(description.metadata);
  if (description.size === 0) throw new FileProblem('EMPTY_FILE', 'The file is empty.');
  if (description.size > largestFile) {
    throw new FileProblem(
      'LIMIT_EXCEEDED',
      `The file has ${description.size} bytes; it may have ${largestFile}.`,
    );
  }
  return { objectType, options };
};

export const fileIsGone = (): FileProblem =>
  new FileProblem('FILE_NOT_FOUND', 'The file has been deleted or replaced since, or may not be read.');

/**
 * The import of a file as it begins. Where its key or metadata make no sense it has failed already, so that whoever uploaded
 * it can read why.
 */
export const newImport = (
  file: ImportFile,
  { description, request }: { description: FileDescription | undefined; request: ImportRequest | undefined },
  at: string,
): ImportJob => {
  const id = importIdOf(file);
  const { metadata = {} } = description ?? {};
  const job: ImportJob = {
    id,
    state: 'STARTED',
    name: (request?.name ?? metadata['name'] ?? fileNameOf(file.key)).slice(0, longestName),
    actor: (request?.actor ?? metadata['actor'] ?? `import:${id}`).slice(0, longestName),
    file,
    objectType: null,
    options: defaultOptions,
    source: description === undefined ? null : { file, size: description.size },
    layout: null,
    split: null,
    totalRows: null,
    totalChunks: null,
    doneChunks: 0,
    doneBytes: 0,
    tally: emptyTally,
    problems: [],
    createdAt: at,
    updatedAt: at,
  };
  try {
    return { ...job, ...instructionsOf(file, description, request) };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { ...job, state: 'FAILED', problems: [error.problem], tally: { ...emptyTally, errors: 1 } };
  }
};
