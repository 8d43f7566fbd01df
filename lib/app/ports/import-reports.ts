import type { ImportProblem } from '../../domain/import/import.ts';
import type { ChunkPart } from './jobs.ts';

/** Problems of rows of one chunk, and where in the file that is; chunks that were counted long ago do not say. */
export type ProblemsOfChunk = { part: ChunkPart | undefined; problems: readonly ImportProblem[] };

export type RowProblems = {
  /** All problems of an import's rows, in the order of the file, as they are read. */
  chunks(importId: string): AsyncIterable<ProblemsOfChunk>;
};

/** A report that was asked for, of which state of its import, and when it was made. */
export type KeptReport = { of: string; askedAt: string; madeAt: string | null };

export type ImportReports = {
  get(importId: string): Promise<KeptReport | undefined>;
  /**
   * Notes that a report is asked for. False if somebody has asked for the same since `since`, and is still waiting.
   *
   * @param since ISO 8601
   */
  ask(importId: string, report: { of: string; at: string; since: string }): Promise<boolean>;
  /** Notes that a report is made. */
  keep(importId: string, report: { of: string; at: string }): Promise<void>;
};

/** The way to whoever makes reports; it may deliver twice. */
export type ReportQueue = { send(importId: string): Promise<void> };

export type ReportLinks = {
  /** An address from which the object can be read for so many seconds, under a name. */
  sign(object: { bucket: string; key: string; fileName: string; seconds: number }): Promise<string>;
};
