import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** The files of a kept environment; all undefined when nothing is kept. */
export interface StateFiles {
  readonly directory: string | undefined;
  readonly databaseFile: string | undefined;
  readonly checkpointsFile: string | undefined;
}

/** Makes the folder, readable for its owner only, when there is one to make. */
export function openDataDirectory(directory: string | undefined): StateFiles {
  if (directory === undefined) {
    return { directory, databaseFile: undefined, checkpointsFile: undefined };
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    directory,
    databaseFile: path.join(directory, 'dynamodb.db'),
    checkpointsFile: path.join(directory, 'checkpoints.json'),
  };
}
