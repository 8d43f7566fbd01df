import { parseArgs } from 'node:util';
import { UsageError } from '../../infra/local/command-line.ts';

export const help = `Imports a file of contacts, companies, deals or tickets, and says what came of it:
npm run import -- contacts.csv --type contacts
npm run import -- --apply 1274…               does what a dry run has said

  --type T            contacts, companies, deals or tickets
  --mode M            upsert (default), create or update
  --unknown-owner U   what to do about owners who are not found: leave (default), reject-row,
                      owner:<id> or rotation:<id>
  --dry-run           only say what would be done, and save it row by row with --report
  --apply ID          do what the dry run ID has said, unless a record has changed since
  --report FILE       where to save what a dry run says of every row, or else what is wrong
                      with rows, as a CSV file
  --name N            what to call the import (default: the file's name)
  --api-url URL       a deployed Rota; without it, the one that "npm start" runs on this machine
  --token TOKEN       who you are there, with the scope crm.import (or the variable ROTA_TOKEN)
  --help              show this

Ends with 0 if every row was imported without a problem, with 1 if not, with 2 if this command
makes no sense. ROTA_DIR says where the folder .rota of the local Rota is.
`;

export type Arguments = {
  /** A file to be imported, with what the service is asked for but for its name; or a dry run to be applied. */
  work: { file: string; wish: Record<string, unknown> } | { apply: string };
  report: string | undefined;
  apiUrl: string | undefined;
  token: string | undefined;
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: true,
      options: {
        type: { type: 'string' },
        mode: { type: 'string' },
        'unknown-owner': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        apply: { type: 'string' },
        report: { type: 'string' },
        name: { type: 'string' },
        'api-url': { type: 'string' },
        token: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const unknownOwner = (given: string): unknown => {
  const [, kind, id] = /^(owner|rotation):(\d+)$/.exec(given) ?? [];
  if (kind !== undefined) return kind === 'owner' ? { ownerId: id } : { rotationId: id };
  if (given === 'leave') return 'leave';
  if (given === 'reject-row') return 'rejectRow';
  throw new UsageError(`--unknown-owner takes leave, reject-row, owner:<id> or rotation:<id>, not ${given}.`);
};

const modes = ['upsert', 'create', 'update'];

type Values = NonNullable<ReturnType<typeof parse>['values']>;

const aboutTheFile = ['type', 'mode', 'unknown-owner', 'name'] as const satisfies readonly (keyof Values)[];

const applyWork = (apply: string, values: Values, files: readonly string[]): Arguments['work'] => {
  const stray = aboutTheFile.find((name) => values[name] !== undefined);
  if (files.length > 0 || stray !== undefined || values['dry-run']) {
    throw new UsageError('--apply does what the dry run was asked for: name no file and no options of one.');
  }
  if (!/^\d{1,20}$/.test(apply)) throw new UsageError(`--apply takes the id of a dry run, not ${apply}.`);
  return { apply };
};

const fileWork = (values: Values, files: readonly string[]): Arguments['work'] => {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) {
    throw new UsageError('Name one file: npm run import -- contacts.csv --type contacts');
  }
  const { type, mode, name, 'unknown-owner': owner } = values;
  if (type === undefined)
    throw new UsageError('Say with --type whether the file has contacts, companies, deals or tickets.');
  if (mode !== undefined && !modes.includes(mode)) {
    throw new UsageError(`--mode takes ${modes.join(', ')}, not ${mode}.`);
  }
  const wish = {
    objectType: type,
    dryRun: values['dry-run'],
    ...(mode === undefined ? {} : { mode }),
    ...(name === undefined ? {} : { name }),
    ...(owner === undefined ? {} : { unknownOwner: unknownOwner(owner) }),
  };
  return { file, wish };
};

/**
 * @returns undefined if help is asked for
 * @throws UsageError that names what cannot be understood
 */
export const readArguments = (args: readonly string[]): Arguments | undefined => {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const { apply, report, token, 'api-url': apiUrl } = values;
  const work = apply === undefined ? fileWork(values, positionals) : applyWork(apply, values, positionals);
  if (token !== undefined && apiUrl === undefined) {
    throw new UsageError('--token is for a deployed Rota: say with --api-url which.');
  }
  return { work, report, apiUrl, token };
};
