import { eventHeap } from './event-heap.ts';

/** Something that processes wait for, until somebody wakes one of them. */
export type Signal = { waiting: Process[] };

/** What a process waits for: so many milliseconds, or a signal. */
export type Wait = number | Signal;

/** A course of events, written down in order; it yields wherever time passes. */
export type Process<T = void> = Generator<Wait, T, void>;

export const newSignal = (): Signal => ({ waiting: [] });

/**
 * A discrete-event simulation: time jumps from one event to the next, and nothing depends on the machine it runs on. Everything
 * random comes from outside, so the same seed gives the same course.
 */
export type Simulation = {
  /** Milliseconds since it began. */
  now: () => number;
  start: (process: Process) => void;
  /** Wakes the process that has waited longest for the signal, if any does. */
  wake: (signal: Signal) => void;
  /** Runs until no process has anything left to do but wait for a signal. */
  run: () => void;
};

export const createSimulation = (): Simulation => {
  const events = eventHeap<Process>();
  let time = 0;
  const step = (process: Process): void => {
    const { done, value } = process.next();
    if (done === true) return;
    if (typeof value === 'number') events.push(time + value, process);
    else value.waiting.push(process);
  };
  return {
    now: () => time,
    start: (process) => events.push(time, process),
    wake: ({ waiting }) => {
      const process = waiting.shift();
      if (process !== undefined) events.push(time, process);
    },
    run: () => {
      for (let event = events.pop(); event !== undefined; event = events.pop()) {
        time = event.time;
        step(event.item);
      }
    },
  };
};
