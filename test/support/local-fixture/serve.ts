/** Runs the fixture as a process of its own: `node serve.ts <assembly> <rotaDir>`; prints its addresses as JSON. */
import { startLocalHost } from '../../../infra/local/host.ts';
import { shutDownOnSignals } from '../../../infra/local/signals.ts';

const [, , assembly = '', rotaDir = ''] = process.argv;
const report = (line: string) => void process.stderr.write(`${line}\n`);
const host = await startLocalHost({
  assembly,
  rotaDir,
  persist: true,
  log: report,
  onCrash: (reason) => {
    report(reason);
    void end(1);
  },
});
const end = shutDownOnSignals({ close: host.close, report });
process.stdout.write(
  `${JSON.stringify({ apiUrl: host.apiUrl, endpoints: host.endpoints, outputs: host.outputs })}\n`,
);
