import { atMost, type Target } from '../targets.ts';
import type { AssignRequests } from './assign-requests.ts';
import type { ColdStarts } from './cold-starts.ts';

const most = { kilobytes: 300, coldStart: 0.7, microseconds: 15, requests: 2 };

const worst = (functions: readonly ColdStarts[], of: (each: ColdStarts) => number): ColdStarts | undefined =>
  functions.toSorted((one, other) => of(other) - of(one))[0];

const ratio = ({ milliseconds, baselineMilliseconds }: ColdStarts): number =>
  milliseconds / baselineMilliseconds;

/** What the API's functions have to reach, and whether they did. The baseline of a function without the SDK is the function itself. */
export const targetsOf = ({
  functions,
  microseconds,
  assigning,
}: {
  functions: readonly ColdStarts[];
  microseconds: number;
  assigning: AssignRequests;
}): Target[] => {
  const largest = worst(functions, ({ bytes }) => bytes);
  const slowest = worst(
    functions.filter(({ usesSdk }) => usesSdk),
    ratio,
  );
  return [
    atMost(`kB, the largest bundle (${largest?.name})`, (largest?.bytes ?? 0) / 1e3, most.kilobytes),
    atMost(
      `of the baseline's time, the slowest import and first call with the SDK (${slowest?.name})`,
      slowest === undefined ? 0 : ratio(slowest),
      most.coldStart,
    ),
    atMost('µs of processor time for middleware, routing and validation', microseconds, most.microseconds),
    atMost('requests to DynamoDB for an assignment', assigning.requests, most.requests),
  ];
};
