import { NotFound } from '../../domain/errors.ts';
import { singular } from '../../domain/object-type.ts';
import { type CrmRecord, ownerOf } from '../../domain/record/record.ts';
import { type Candidate, isEligible } from '../../domain/rotation/eligibility.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import { type Step, walk } from '../../domain/workflow/path.ts';
import { behind, firstPlace, type Place, placeText } from '../../domain/workflow/place.ts';
import { isMet, watch } from '../../domain/workflow/trigger.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';
import type { RecordStore } from '../ports/records.ts';
import type { RotationLedger } from '../ports/rotations.ts';
import { currentStandings } from '../rotation/current-standings.ts';
import { candidatesNow } from '../rotation/members-now.ts';
import { type NamedDeps, namedBy } from './named-by.ts';

export type TryDeps = NamedDeps & {
  records: Pick<RecordStore, 'get'>;
  owners: Pick<OwnerStore, 'get' | 'all'>;
  settings: Pick<SettingsStore, 'get'>;
  ledger: Pick<RotationLedger, 'standings'>;
  now: () => string;
};

/** What an action would do; for one that rotates, who could be picked, and whether the record would be passed over. */
export type TriedStep = Pick<Step, 'action' | 'type'> &
  Partial<Omit<Step, 'outcome'>> & {
    outcome: Step['outcome'] | 'ROTATES';
    eligible?: string[];
    excluded?: Pick<Candidate, 'ownerId' | 'reasons'>[];
  };

export type Trial = { recordId: string; matches: boolean; steps: TriedStep[] };

const rotates = async (
  deps: TryDeps,
  rotation: Rotation | undefined,
  record: CrmRecord,
): Promise<Omit<TriedStep, 'action' | 'type'>> => {
  if (rotation === undefined) return { outcome: 'FAILED', reason: 'ROTATION_NOT_FOUND' };
  if (rotation.deletedAt !== null) return { outcome: 'FAILED', reason: 'ROTATION_DELETED' };
  const standings = await currentStandings(deps, rotation.id);
  const candidates = await candidatesNow(deps, rotation, standings, deps.now());
  const isOwned = ownerOf(record, rotation.property) !== null && !rotation.overwrite;
  return {
    ...(isOwned ? { outcome: 'SKIPPED', reason: 'ALREADY_OWNED' } : { outcome: 'ROTATES' }),
    eligible: candidates.filter(isEligible).map(({ ownerId }) => ownerId),
    excluded: candidates
      .filter((candidate) => !isEligible(candidate))
      .map(({ ownerId, reasons }) => ({ ownerId, reasons })),
  };
};

/**
 * What a workflow would do with a record as it is now, switched on or not. Whom a rotation would pick is open; what comes after it is
 * told as if the record kept the owner that it has then. Nothing is written.
 *
 * @throws NotFound if there is no such record
 */
export const tryWorkflow = async (deps: TryDeps, workflow: Workflow, recordId: string): Promise<Trial> => {
  const { objectType, actions } = workflow;
  const [found, named] = await Promise.all([deps.records.get(objectType, recordId), namedBy(deps, workflow)]);
  if (found === undefined || found.archivedAt !== null)
    throw new NotFound(`There is no ${singular(objectType)} ${recordId}.`);
  const steps: TriedStep[] = [];
  let record = found;
  let place: Place = firstPlace;
  for (;;) {
    const stretch = walk({ workflow, surroundings: named }, place, record);
    steps.push(...stretch.steps);
    record = { ...record, properties: stretch.properties };
    if (stretch.rotates === null) break;
    const { rotationId } = stretch.rotates;
    const step = { action: placeText(actions, stretch.rotates.place), type: 'rotate', rotationId } as const;
    steps.push({ ...step, ...(await rotates(deps, named.rotations.get(rotationId), record)) });
    place = behind(stretch.rotates.place);
  }
  return { recordId, matches: isMet(watch(workflow, named.set), found), steps };
};
