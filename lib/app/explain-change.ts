import type { OwnerChange } from '../domain/change.ts';
import { changeSentence } from '../domain/change-sentence.ts';
import { NotFound } from '../domain/errors.ts';
import { type ObjectType, singular } from '../domain/object-type.ts';
import { namesOf } from '../domain/owner/owner-name.ts';
import type { Decision } from '../domain/rotation/decision.ts';
import { type Explanation, explain } from '../domain/rotation/explain.ts';
import { explanationSentence } from '../domain/rotation/explanation-sentence.ts';
import type { ChangeStore } from './ports/changes.ts';
import type { OwnerStore } from './ports/directory.ts';
import type { PropertyCatalog } from './ports/properties.ts';
import type { RecordStore } from './ports/records.ts';
import type { RotationLedger } from './ports/rotations.ts';

export type ExplainChangeDeps = {
  changes: Pick<ChangeStore, 'get'>;
  records: Pick<RecordStore, 'get'>;
  ledger: Pick<RotationLedger, 'decision'>;
  owners: Pick<OwnerStore, 'all'>;
  properties: PropertyCatalog;
};

/** What a rotation's decision says of a record, with where and when it was made. */
type DecisionExplained = Explanation & Pick<Decision, 'rotationId' | 'batchId' | 'at'>;

/** Null for a change that was not made by a rotation. */
export type ExplainedChange = { change: OwnerChange; sentence: string; rotation: DecisionExplained | null };

/** The decision that a change came from, if it came from one. */
const decisionBehind = async (
  { write }: OwnerChange,
  { ledger }: Pick<ExplainChangeDeps, 'ledger'>,
): Promise<Decision | undefined> => {
  const { source, rotationId, decisionId } = write;
  return source !== 'ROTATION' || rotationId === undefined || decisionId === undefined
    ? undefined
    : ledger.decision(rotationId, decisionId);
};

/**
 * Why a record changed hands: for a change by a rotation everything that the decision rested on, for another who made it and how.
 *
 * @throws NotFound if there is no such record, or its history has no such change
 */
export const explainChange = async (
  deps: ExplainChangeDeps,
  wanted: { objectType: ObjectType; recordId: string; changeId: string },
): Promise<ExplainedChange> => {
  const { objectType, recordId, changeId } = wanted;
  const [record, change, everybody, set] = await Promise.all([
    deps.records.get(objectType, recordId),
    deps.changes.get(objectType, recordId, changeId),
    deps.owners.all(),
    deps.properties.of(objectType),
  ]);
  const what = `${singular(objectType)} ${recordId}`;
  if (record === undefined) throw new NotFound(`There is no ${what}.`);
  if (change === undefined) throw new NotFound(`The history of ${what} has no change ${changeId}.`);
  const nameOf = namesOf(everybody);
  const decision = await decisionBehind(change, deps);
  const explanation = decision === undefined ? undefined : explain(decision, recordId);
  if (decision === undefined || explanation === undefined) {
    return { change, sentence: changeSentence(change, { nameOf, set }), rotation: null };
  }
  const { rotationId, batchId, at } = decision;
  return {
    change,
    sentence: explanationSentence(explanation, { objectType, nameOf }),
    rotation: { rotationId, batchId, at, ...explanation },
  };
};
