/** Runs the fixture until a schedule has fired, closes it, and leaves it to Node.js to end: `node run-once.ts <assembly> <rotaDir>`. */
import { startLocalHost } from '../../../infra/local/host.ts';

const [, , assembly = '', rotaDir = ''] = process.argv;
const fired = Promise.withResolvers<void>();
const host = await startLocalHost({ assembly, rotaDir, minuteMs: 1, functionLog: () => fired.resolve() });
await fired.promise;
await host.close();
