import { type ObjectType, ownerProperty } from '../object-type.ts';
import type { Properties } from './properties.ts';

export const writeSources = ['API', 'BULK', 'IMPORT', 'WORKFLOW', 'ROTATION', 'SALESFORCE', 'UNDO'] as const;
export type WriteSource = (typeof writeSources)[number];

/**
 * Why a record looks as it does: kept on the record by whoever wrote it last, and copied from there into the history.
 * `runId` is the import, bulk run or enrollment; `rotationId` and `decisionId` name a rotation's decision; `row` is the row of the
 * file.
 */
export type LastWrite = {
  id: string;
  at: string;
  source: WriteSource;
  actor: string;
  runId?: string;
  rotationId?: string;
  decisionId?: string;
  row?: number;
  /** The workflow that led to it; `hops` counts the workflows that did so one after the other. */
  workflow?: { id: string; enrollmentId: string; hops: number };
  notify: boolean;
};

/**
 * What a record remembers of an import: the row that set each property, so that rows may come in any order, and twice. `onlyNoted` if
 * the import has changed nothing so far: all its rows say what was there before.
 */
export type ImportTrace = { runId: string; rows: Record<string, number>; onlyNoted?: true };

/** A contact, company, deal or ticket. `version` counts its writes; every write that follows a read is conditional on it. */
export type CrmRecord = {
  objectType: ObjectType;
  id: string;
  properties: Properties;
  version: number;
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
  /**
   * When Rota itself last changed the owner property, ISO 8601; what comes from Salesforce does not count. Null if it never did;
   * left out for a record without a change of its owner.
   */
  ownerSetAt?: string | null;
  /** The newest enrollment that each rotation has decided for this record. */
  enrollments: Record<string, string>;
  /** The import that wrote the record last, and the others that may be at work at the same time, with when they last wrote it. */
  imported?: ImportTrace & { others?: readonly (ImportTrace & { seenAt: string })[] };
  /** Of a contact or a company: when its owner, or the company that a contact names, was last settled. See `owner-settled.ts`. */
  ownerSettledAt?: string;
  /**
   * The account's own properties of which no other record may have the value that this one has. They stand here so that whoever
   * writes the record gives up and takes the right keys, also where the property has come or gone since.
   */
  uniqueProperties?: readonly string[];
  lastWrite: LastWrite;
};

export const ownerOf = (record: CrmRecord, property: string = ownerProperty): string | null =>
  record.properties[property] || null;
