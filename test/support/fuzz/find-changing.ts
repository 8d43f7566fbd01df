import { chunksOf } from '../../../lib/chunks-of.ts';
import type { Planned } from './requests.ts';
import type { FuzzAnswer } from './send.ts';
import type { StoredState, storedStateOf } from './stored-state.ts';

type Finding = { requests: readonly Planned[]; tables: string[] };

const differing = (one: StoredState, other: StoredState): string[] =>
  Object.keys(one).filter((table) => one[table] !== other[table]);

const atATime = 20;

/**
 * Sends requests that were refused before once more, while nothing else goes on, and finds those that are refused again and change what is
 * stored all the same. Whoever is not refused this time may change what it likes.
 */
export const findChanging = async (
  refused: readonly Planned[],
  ask: (planned: Planned) => Promise<FuzzAnswer>,
  stored: ReturnType<typeof storedStateOf>,
): Promise<{ changing: Finding[]; compared: number }> => {
  const changing: Finding[] = [];
  let compared = 0;
  let before = await stored.settled();

  /** Whether all of them were refused, and what has changed. */
  const tryAll = async (requests: readonly Planned[]) => {
    let allRefused = true;
    for (const planned of requests) {
      const isRefused = (await ask(planned)).status >= 400;
      if (isRefused) compared += 1;
      else allRefused = false;
    }
    const tables = differing(before, await stored.read());
    if (tables.length > 0) before = await stored.settled();
    return { allRefused, tables };
  };

  for (const requests of chunksOf(refused, atATime)) {
    const together = await tryAll(requests);
    if (together.tables.length === 0) continue;
    const found: Finding[] = [];
    for (const one of requests) {
      const { allRefused, tables } = await tryAll([one]);
      if (allRefused && tables.length > 0) found.push({ requests: [one], tables });
    }
    if (found.length === 0 && together.allRefused) found.push({ requests, tables: together.tables });
    changing.push(...found);
  }
  // What they asked others to do would be done by then.
  const late = differing(before, await stored.settled());
  return { changing: late.length === 0 ? changing : [...changing, { requests: [], tables: late }], compared };
};
