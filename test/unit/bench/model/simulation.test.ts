import { expect, it } from 'vitest';
import { createSimulation, newSignal, type Process } from '../../../../bench/model/simulation.ts';

it('lets processes take turns by the clock of the simulation', () => {
  const simulation = createSimulation();
  const seen: string[] = [];
  const course = function* (name: string, waits: number[]): Process {
    for (const wait of waits) {
      yield wait;
      seen.push(`${name} at ${simulation.now()}`);
    }
  };
  simulation.start(course('a', [10, 10]));
  simulation.start(course('b', [5, 10]));
  simulation.run();
  expect(seen).toEqual(['b at 5', 'a at 10', 'b at 15', 'a at 20']);
});

it('wakes those who wait for a signal one by one, and ends though some still wait', () => {
  const simulation = createSimulation();
  const signal = newSignal();
  const woken: string[] = [];
  const sleeper = function* (name: string): Process {
    yield signal;
    woken.push(`${name} at ${simulation.now()}`);
  };
  const waker = function* (): Process {
    yield 1;
    simulation.wake(signal);
    yield 1;
    simulation.wake(signal);
  };
  for (const name of ['a', 'b', 'c']) simulation.start(sleeper(name));
  simulation.start(waker());
  simulation.run();
  expect(woken).toEqual(['a at 1', 'b at 2']);
});
