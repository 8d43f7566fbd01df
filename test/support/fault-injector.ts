import type { Draw } from '../../lib/domain/rotation/random.ts';
import { drawsOf } from './draws.ts';
import type { Call, Fault } from './faults.ts';
import {
  type Caller,
  type Hazard,
  hazardsOfAttempts,
  hazardsOfCalls,
  hazardsOfLife,
  killed,
} from './hazards.ts';
import type { Turns } from './turns.ts';

export type Storm = Caller & {
  /** One of so many calls meets with something, and so does one of so many attempts of the SDK; none if infinite. */
  oneIn: number;
  /** The luck of one call. What else is going on must not change it, or no run could be run again. */
  luckOf: (call: string) => Draw;
  /** Hears of everything that befalls a call, and of each request that is made. */
  note: (what: string) => void;
};

const oneOf = (luck: Draw, hazards: readonly Hazard[]): Hazard | undefined => {
  let drawn = luck(hazards.reduce((sum, { weight }) => sum + weight, 0));
  return hazards.find(({ weight }) => {
    drawn -= weight;
    return drawn < 0;
  });
};

/**
 * Faults everywhere, as a seed decides: those that the code sees after the SDK's retries, those that the SDK sees within them, waits,
 * requests that arrive late, and death. Each request takes a turn, so that others come in between any two of them.
 */
export const storm = (weather: Storm): Fault[] => {
  const { oneIn, luckOf, note, actor, turns, life } = weather;
  const place = (
    at: 'call' | 'attempt',
    hazards: readonly Hazard[],
    otherwise: (call: Call) => ReturnType<Fault['act']>,
  ): Fault => {
    const calls = new Map<string, number>();
    const awaited = new Map<string, () => void>();
    return {
      at,
      act: async (call) => {
        const { operation } = call;
        awaited.get(operation)?.();
        awaited.delete(operation);
        if (life?.dead) throw killed();
        const before = calls.get(operation) ?? 0;
        calls.set(operation, before + 1);
        const luck = luckOf(`${at} ${operation} ${before}`);
        if (!Number.isFinite(oneIn) || luck(oneIn) !== 0) return otherwise(call);
        const possible = hazards.filter(({ operations }) => operations?.includes(operation) ?? true);
        const hazard = oneOf(luck, possible);
        if (hazard === undefined) return otherwise(call);
        note(`${operation} ${hazard.name}`);
        const output = await hazard.act(call, luck, weather);
        if (hazard.comesAgain?.(output)) awaited.set(operation, turns.hold());
        return output;
      },
    };
  };
  return [
    place('call', hazardsOfCalls, ({ proceed }) => proceed()),
    place('attempt', [...hazardsOfAttempts, ...(life === undefined ? [] : hazardsOfLife)], ({ proceed }) =>
      actor.act(() => proceed()),
    ),
    {
      at: 'attempt',
      act: ({ operation, proceed }) => {
        note(`${operation} is made`);
        return proceed();
      },
    },
  ];
};

/** A storm over somebody who takes part in a schedule: their luck is drawn from it, and what befalls them is among its notes. */
export const stormOver = (
  { schedule, turns, notes }: { schedule: number; turns: Turns; notes: string[] },
  name: string,
  whom: Pick<Storm, 'actor' | 'life' | 'oneIn'>,
): Fault[] =>
  storm({
    ...whom,
    turns,
    luckOf: (call) => drawsOf(schedule, `${name} ${call}`),
    note: (what) => notes.push(`${turns.taken()} ${name}: ${what}`),
  });
