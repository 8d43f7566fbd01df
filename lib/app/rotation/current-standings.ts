import type { Standings } from '../../domain/rotation/standings.ts';
import type { RotationLedger } from '../ports/rotations.ts';

/** The standings as the store has them; every rotation was opened with some. */
export const currentStandings = async (
  { ledger }: { ledger: Pick<RotationLedger, 'standings'> },
  id: string,
): Promise<Standings> => {
  const standings = await ledger.standings(id);
  if (standings === undefined) throw new Error(`Rotation ${id} has no standings.`);
  return standings;
};
