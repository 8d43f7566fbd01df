import path from 'node:path';
import { allScopes } from '../../lib/http/scopes.ts';
import { parseFlags, runCommand } from './command-line.ts';
import { isListening } from './emulators/ports.ts';
import { readIssuer } from './issuer.ts';
import { readApiUrl } from './local-json.ts';

const HELP = `Prints a token for the Rota that runs on this machine:
npm run token -- [--scope "crm.objects.contacts.read"] [--email ada@example.com]

  --scope   the scopes, separated by spaces (default: all)
  --email   who the caller is (default: local@rota.invalid)
  --help    show this

ROTA_DIR says where the folder .rota is.
`;

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2), {
    scope: { type: 'string', default: allScopes.join(' ') },
    email: { type: 'string', default: 'local@rota.invalid' },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(HELP);
    return;
  }
  const rotaDir = path.resolve(process.env['ROTA_DIR'] ?? '.rota');
  const apiUrl = readApiUrl(rotaDir);
  const issuer = await readIssuer(rotaDir);
  if (apiUrl === undefined || issuer === undefined || !(await isListening(Number(new URL(apiUrl).port)))) {
    throw new Error(`Rota does not run from ${rotaDir}: start it with "npm start", then ask again.`);
  }
  const { scope, email } = flags;
  process.stdout.write(`${await issuer.sign({ sub: email, email, scope })}\n`);
}

await runCommand(main);
