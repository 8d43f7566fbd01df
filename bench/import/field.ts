import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Edition, writeContacts } from './contacts-file.ts';

/** The files that are imported, and the owners that they name. */
export type ContactFiles = {
  paths: Record<Edition, string>;
  ownerEmails: string[];
  remove: () => Promise<void>;
};

const owners = 10;

/** Writes both editions of a file of contacts to a folder of their own. */
export const prepareFiles = async (rows: number): Promise<ContactFiles> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rota-bench-'));
  const paths = { first: path.join(folder, 'first.csv'), second: path.join(folder, 'second.csv') };
  const ownerEmails = Array.from({ length: owners }, (_, n) => `owner-${n}@example.com`);
  for (const edition of ['first', 'second'] as const) {
    await writeContacts(paths[edition], { rows, edition, ownerEmails });
  }
  return { paths, ownerEmails, remove: () => rm(folder, { recursive: true, force: true }) };
};
