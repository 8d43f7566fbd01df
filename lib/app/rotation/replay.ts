import { decisionCompactor, type LoggedDecision } from '../../domain/rotation/logged-decision.ts';
import { type Replay, replay } from '../../domain/rotation/replay.ts';
import type { Standings } from '../../domain/rotation/standings.ts';
import type { RotationLedger } from '../ports/rotations.ts';
import { currentStandings } from './current-standings.ts';
import type { RotationDeps } from './rotation-deps.ts';
import { getRotation } from './set-up.ts';

const pageSize = 100;

/** The decisions of the standings' epoch, page by page, so that only what a replay needs of them is ever kept. */
const decisionsOf = async (
  ledger: Pick<RotationLedger, 'decisions'>,
  { rotationId, epoch }: Standings,
): Promise<LoggedDecision[]> => {
  const compact = decisionCompactor();
  const found: LoggedDecision[] = [];
  let after: string | undefined;
  do {
    const page = await ledger.decisions(rotationId, { limit: pageSize, after });
    for (const decision of page.results) if (decision.epoch === epoch) found.push(compact(decision));
    after = page.next;
  } while (after !== undefined);
  return found;
};

/**
 * Computes the current epoch of a rotation again from its log and says where what is kept differs from it, if anywhere.
 *
 * @throws NotFound if there is no such rotation
 */
export const replayRotation = async (
  deps: Pick<RotationDeps, 'rotations'> & {
    ledger: Pick<RotationLedger, 'standings' | 'decisions' | 'alignments'>;
  },
  id: string,
): Promise<Replay> => {
  await getRotation(deps, id);
  // The standings first: everything that led to them is in the log by then, and what comes later is left aside.
  const standings = await currentStandings(deps, id);
  const alignments = await deps.ledger.alignments(id);
  return replay({ standings, alignments, decisions: await decisionsOf(deps.ledger, standings) });
};
