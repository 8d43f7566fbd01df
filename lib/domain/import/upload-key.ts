import { type ObjectType, objectTypes, parseObjectType } from '../object-type.ts';
import { FileProblem } from './file-problem.ts';
import { importIdPattern } from './import-id.ts';

/** Where in the bucket files start imports. */
const importPrefix = 'imports/';

/** The key of a file that a form uploads, under the import id that the form was given out with. */
export const uploadKey = (type: ObjectType, importId: string, fileName: string): string =>
  `${importPrefix}${type}/${importId}/${fileName}`;

const formKey = new RegExp(`^${importPrefix}[^/]+/(${importIdPattern})/[^/]+$`);

/** The import id in the key of a file that came through a form; undefined for a file that was put in the bucket directly. */
export const importIdInKey = (key: string): string | undefined => formKey.exec(key)?.[1];

/** The key of the text that an import's file was converted to; nothing starts there. */
export const convertedKey = (importId: string): string => `converted/${importId}.csv`;

export const fileNameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** A folder made in the S3 console: an empty object whose key ends with a slash. It is no file. */
export const isFolder = (key: string): boolean => key.endsWith('/');

/** The ends of the names of files that can be imported; what is in them is told by their content. */
const fileNames = /\.(csv|csv\.gz|xlsx)$/i;

/** Whether a file may be imported under a name. */
export const isFileName = (name: string): boolean => fileNames.test(name);

/** @throws FileProblem unless the key is `imports/<objectType>/<anything>`, with the end of a file that can be imported */
export const objectTypeInKey = (key: string): ObjectType => {
  const [, name, ...rest] = key.split('/');
  const type = parseObjectType(name ?? '');
  if (type === undefined || rest.length === 0) {
    throw new FileProblem(
      'MISSING_OBJECT_DEFINITION',
      `The key ${key.slice(0, 200)} names no object type; it has to be imports/<one of ${objectTypes.join(', ')}>/<name>.csv.`,
    );
  }
  if (!isFileName(key)) {
    throw new FileProblem('INVALID_FILE_TYPE', `${fileNameOf(key)} is not a .csv, .csv.gz or .xlsx file.`);
  }
  return type;
};
