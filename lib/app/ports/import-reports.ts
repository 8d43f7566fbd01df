import type { ImportProblem } from '../../domain/import/import.ts';
import type { ReportKind } from '../../domain/import/report-key.ts';
import type { ChunkPart } from './jobs.ts';

/** Problems of rows of one chunk, and where in the file that is; chunks that were counted long ago do not say. */
export type ProblemsOfChunk = {
  chunk: number;
  part: ChunkPart | undefined;
  problems: readonly ImportProblem[];
};

export type RowProblems = {
  /** All problems of an import's rows behind chunk `after`, in the order of the file, as they are read. */
  chunks(importId: string, after: number): AsyncIterable<ProblemsOfChunk>;
};

/** How far a long report has been put into the bucket: the upload, the tags of its parts, and the last chunk in them. */
export type ReportProgress = { uploadId: string; parts: readonly string[]; afterChunk: number };

/** A report that was asked for, of which state of its import, when it was made, and how far it is. */
export type KeptReport = {
  of: string;
  askedAt: string;
  madeAt: string | null;
  progress: ReportProgress | null;
};

/** Which report of which import. */
export type ReportName = { importId: string; kind: ReportKind };

export type ImportReports = {
  get(name: ReportName): Promise<KeptReport | undefined>;
  /**
   * Notes that a report is asked for. False if somebody has asked for the same since `since`, and is still waiting.
   *
   * @param since ISO 8601
   */
  ask(name: ReportName, report: { of: string; at: string; since: string }): Promise<boolean>;
  /** Notes how far a report is, or that it is to be begun anew. */
  saveProgress(
    name: ReportName,
    report: { of: string; at: string; progress: ReportProgress | null },
  ): Promise<void>;
  /** Notes that a report is made. */
  keep(name: ReportName, report: { of: string; at: string }): Promise<void>;
};

/** The way to whoever makes reports; it may deliver twice. */
export type ReportQueue = { send(name: ReportName): Promise<void> };

type Address = { bucket: string; key: string };

/** Where reports are kept, in place of earlier ones. An upload in parts can be gone on with by anybody who knows its id. */
export type ReportUploads = {
  put(address: Address, text: Buffer): Promise<void>;
  begin(address: Address): Promise<string>;
  /** Puts one part in its place, counted from 1, and gives its tag back; undefined if there is no such upload any more. */
  part(
    address: Address,
    part: { uploadId: string; number: number; text: Buffer },
  ): Promise<string | undefined>;
  /** Puts the parts together. False if there is no such upload any more, or a part is not what its tag says. */
  complete(address: Address, upload: { uploadId: string; parts: readonly string[] }): Promise<boolean>;
};

export type ReportLinks = {
  /** An address from which the object can be read for so many seconds, under a name. */
  sign(object: { bucket: string; key: string; fileName: string; seconds: number }): Promise<string>;
};
