import type { ImportProblem } from './import.ts';

/** A file cannot be imported at all, for the reason given. Nothing of it has been written. */
export class FileProblem extends Error {
  readonly problem: ImportProblem;
  constructor(code: string, message: string, place: Omit<ImportProblem, 'code' | 'message'> = {}) {
    super(message);
    this.name = 'FileProblem';
    this.problem = { code, message, ...place };
  }
}
