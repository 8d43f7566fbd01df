import type { Enrollment, Fallback } from './rotation.ts';

/** A record's enrollment in the workflow that it comes from, and what its writes say of that. */
export type BatchOrigin = { enrollmentId: string; hops: number; actor: string; runId: string };

/** The workflow that a batch comes from, and where each of its records stands in it. */
export type BatchWorkflow = { id: string; origins: Record<string, BatchOrigin> };

/** What a rotation has queued to be decided together. */
export type Batch = {
  batchId: string;
  rotationId: string;
  enrollments: Enrollment[];
  /** Of a batch that came here as a fallback: what the rotations before would try next, and which they were. */
  forwarded?: { thenTry: Fallback[]; through: string[] };
  /** Of a batch that was held: when it is no longer. ISO 8601. */
  heldUntil?: string;
  /** Of a handover: the owner whose records these are. Only what is still theirs is given away, and not to them. */
  replacing?: string;
  /** Of a workflow: it goes on once the batch is decided. */
  workflow?: BatchWorkflow;
};
