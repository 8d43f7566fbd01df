import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { ImportFiles } from '../../lib/app/ports/import-file.ts';
import type { ImportFile } from '../../lib/domain/import/import.ts';

/** A bucket whose objects are files on this machine, so that none of it is in this process's memory. */
export type BucketOnDisk = {
  files: ImportFiles;
  /** Lets a file be the object under a key. */
  put: (key: string, path: string) => ImportFile;
  /** The requests that S3 would have got. */
  requests: () => number;
  reset: () => void;
};

export const bucketOnDisk = (): BucketOnDisk => {
  const paths = new Map<string, string>();
  let requests = 0;
  const pathOf = ({ key }: ImportFile): string | undefined => {
    requests += 1;
    return paths.get(key);
  };
  return {
    files: {
      async describe(file) {
        const path = pathOf(file);
        return path === undefined ? undefined : { size: (await stat(path)).size, metadata: {} };
      },
      async open(file, from) {
        const path = pathOf(file);
        return path === undefined ? undefined : createReadStream(path, { start: from });
      },
      keepText: () => Promise.reject(new Error('No file of the benchmark has to be converted.')),
      async read(file, from, to) {
        const path = pathOf(file);
        if (path === undefined) return undefined;
        const handle = await open(path);
        try {
          const { buffer } = await handle.read(Buffer.alloc(to - from), 0, to - from, from);
          return buffer;
        } finally {
          await handle.close();
        }
      },
    },
    put(key, path) {
      paths.set(key, path);
      return { bucket: 'uploads', key, etag: key, versionId: null };
    },
    requests: () => requests,
    reset: () => {
      requests = 0;
    },
  };
};
