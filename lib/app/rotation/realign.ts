import type { Owner } from '../../domain/owner/owner.ts';
import { changesEligibility, isConcerned, isLastResort } from '../../domain/rotation/concern.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import { realign } from '../../domain/rotation/standings.ts';
import { concurrently } from '../concurrently.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';
import type { RotationLedger, RotationQueue, RotationStore } from '../ports/rotations.ts';
import { again, done, untilSettled } from '../retry.ts';
import { currentStandings } from './current-standings.ts';
import { memberIdsNow } from './members-now.ts';

export type RealignDeps = {
  rotations: Pick<RotationStore, 'get' | 'list'>;
  ledger: Pick<RotationLedger, 'standings' | 'realign'>;
  owners: Pick<OwnerStore, 'all'>;
  settings: Pick<SettingsStore, 'get'>;
  queue: Pick<RotationQueue, 'retryHeld'>;
  now: () => string;
};

const rotationsAtOnce = 5;
const largestPage = 100;

/** Every rotation that is not deleted. */
const liveRotations = async ({ rotations }: Pick<RealignDeps, 'rotations'>): Promise<Rotation[]> => {
  const found: Rotation[] = [];
  let after: string | undefined;
  do {
    const page = await rotations.list({ limit: largestPage, after });
    found.push(...page.results);
    after = page.next;
  } while (after !== undefined);
  return found.filter(({ deletedAt }) => deletedAt === null);
};

const realignOne = (deps: RealignDeps, id: string): Promise<void> =>
  untilSettled(async () => {
    // The standings first: what is read after them is at least as new.
    const before = await currentStandings(deps, id);
    const rotation = await deps.rotations.get(id);
    if (rotation === undefined || rotation.deletedAt !== null) return done(undefined);
    const at = deps.now();
    const ownerIds = await memberIdsNow(deps, rotation, at);
    const saved = await deps.ledger.realign(realign(before, ownerIds, rotation.onMembersChange, at));
    return saved ? done(undefined) : again;
  });

const realignAll = async (deps: RealignDeps, rotations: readonly Rotation[]): Promise<void> => {
  await concurrently(rotations, rotationsAtOnce, ({ id }) => realignOne(deps, id));
  const holding = rotations.filter(({ hold }) => hold !== null).map(({ id }) => id);
  if (holding.length > 0) await deps.queue.retryHeld(holding);
};

/**
 * Moves the standings of every rotation that a change of an owner concerns, once the change is saved: a decision that was made on
 * the owner as they were can no longer be committed when this returns. Whatever those rotations hold is tried again.
 */
export const realignForOwner = async (
  deps: RealignDeps,
  change: { before: Owner | undefined; after: Owner },
): Promise<void> => {
  if (!changesEligibility(change)) return;
  const [rotations, settings] = await Promise.all([liveRotations(deps), deps.settings.get()]);
  const all = isLastResort(change.after.id, rotations);
  await realignAll(
    deps,
    rotations.filter((rotation) => all || isConcerned(rotation, change, settings)),
  );
};

/**
 * As {@link realignForOwner}, for what concerns everybody: a change of the seat rule, or a change that a caller repeats. That may have
 * been saved the last time without the rotations having heard of it.
 */
export const realignEverything = async (deps: RealignDeps): Promise<void> =>
  realignAll(deps, await liveRotations(deps));
