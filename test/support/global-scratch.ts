import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder that is gone after the run. */
    scratch: string;
  }
}

/** A folder for what tests write and share: a worker that ends is not asked to clean up. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const scratch = await mkdtemp(join(tmpdir(), 'rota-test-'));
  project.provide('scratch', scratch);
  return () => rm(scratch, { recursive: true, force: true });
};
