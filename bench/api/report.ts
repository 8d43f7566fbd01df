import { shown, textTable } from '../text-table.ts';
import type { AssignRequests } from './assign-requests.ts';
import type { ColdStarts } from './cold-starts.ts';
import type { Latency, Throughput } from './latency.ts';

export const conditions = `Requests   The whole service on this machine: gateway, token, function in a worker thread, DynamoDB emulator; one client process.
Functions  Bundle, import and first call of each function of the API in a new process: as deployed, beside the same handler bundled as an
           ES module with the SDK as it comes, in turn; medians. The first call asks a table on the emulator where the route reads one.

`;

/** The service as a caller sees it. */
export const serviceTables = (latencies: readonly Latency[], throughputs: readonly Throughput[]): string =>
  [
    textTable([
      ['one request after the other', 'requests', 'p50, ms', 'p99, ms'],
      ...latencies.map(({ what, requests, p50, p99 }) => [
        what,
        shown(requests),
        shown(p50, 1),
        shown(p99, 1),
      ]),
    ]),
    textTable([
      ['many at a time', 'connections', 'requests/s'],
      ...throughputs.map(({ what, connections, perSecond }) => [what, shown(connections), shown(perSecond)]),
    ]),
  ].join('\n');

/** What an assignment costs at DynamoDB. */
export const assigningLine = ({ requests, readUnits, writeUnits }: AssignRequests): string =>
  `An assignment: ${shown(requests, 2)} requests to DynamoDB, ${shown(readUnits, 2)} read units, ${shown(writeUnits, 2)} write units, indexes apart.\n`;

/** The functions as Lambda sees them. */
export const functionsTable = (functions: readonly ColdStarts[]): string =>
  textTable([
    ['function', 'bundle, kB', 'baseline', 'start, ms', 'baseline', 'ratio', 'memory, MB', 'baseline'],
    ...functions.map((one) => [
      one.name,
      shown(one.bytes / 1e3),
      shown(one.baselineBytes / 1e3),
      shown(one.milliseconds),
      shown(one.baselineMilliseconds),
      `${shown(one.milliseconds / one.baselineMilliseconds, 2)} x`,
      shown(one.residentMegabytes),
      shown(one.baselineResidentMegabytes),
    ]),
  ]);
