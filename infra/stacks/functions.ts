import type { Construct } from 'constructs';
import type { FunctionBundle } from '../build/function-bundle.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { StageSettings } from '../stages.ts';

/** API Gateway gives up after 30 s: a function that runs on after that works for nobody. */
const WITHIN_A_REQUEST = 29;

const small = { timeoutSeconds: WITHIN_A_REQUEST, memoryMiB: 512 };
const large = { timeoutSeconds: WITHIN_A_REQUEST, memoryMiB: 1_024 };

/** Every function of the service, by the name of its folder. Memory also buys CPU: 1,769 MiB is one whole core. */
const settingsOf = {
  health: { timeoutSeconds: 5, memoryMiB: 256, description: 'Says that the API answers.' },
  documentation: { ...small, description: 'Serves the OpenAPI document and the page that shows it.' },
  owners: { ...small, description: 'Creates, reads and changes owners.' },
  teams: { ...small, description: 'Creates, reads and changes teams.' },
  'crm-owners': { ...small, description: 'Reads owners, as HubSpot shows them.' },
  users: { ...small, description: 'Adds, reads, changes and removes users, as HubSpot does.' },
  settings: { ...small, description: 'Reads and changes the settings of the account.' },
  records: { ...large, description: 'Creates, reads and changes records, one or a hundred at a time.' },
  // Trying a hundred thousand records is work for a whole core.
  search: { timeoutSeconds: WITHIN_A_REQUEST, memoryMiB: 1_769, description: 'Finds records by filters.' },
  properties: { ...small, description: 'Creates, reads and changes the properties of records.' },
  assign: { ...small, description: 'Assigns one record.' },
  'bulk-assign': { ...large, description: 'Assigns up to 500 records, or starts a job for more.' },
  rotations: {
    ...large,
    description: 'Creates, reads and changes rotations, enrolls records, replays and simulates.',
  },
  rotate: { timeoutSeconds: 30, memoryMiB: 1_024, description: 'Decides who gets the enrolled records.' },
  workflows: {
    ...large,
    description: 'Creates, reads, changes, copies and tries workflows, enrolls records by hand.',
  },
  'run-workflow': { timeoutSeconds: 60, memoryMiB: 1_024, description: 'Takes records through workflows.' },
  'retry-held': { timeoutSeconds: 50, memoryMiB: 512, description: 'Has held enrollments tried again.' },
  imports: { ...small, description: 'Signs uploads, tells how imports went and applies dry runs.' },
  'import-csv': { timeoutSeconds: 900, memoryMiB: 1_024, description: 'Cuts an uploaded file into chunks.' },
  'import-chunk': { timeoutSeconds: 120, memoryMiB: 1_024, description: 'Writes the rows of one chunk.' },
  'import-chunk-failed': {
    timeoutSeconds: 60,
    memoryMiB: 1_024,
    description: 'Reports what could not be imported: the rows of a chunk, or a file.',
  },
  'run-job': {
    timeoutSeconds: 120,
    memoryMiB: 1_024,
    description:
      'Assigns many records, hands records over, and back again; makes the reports of imports, and applies dry runs.',
  },
  jobs: { ...small, description: 'Tells how jobs went, stops and undoes them.' },
  enroll: { timeoutSeconds: 60, memoryMiB: 1_024, description: 'Does what follows from changes of records.' },
  'company-owner': {
    timeoutSeconds: 60,
    memoryMiB: 1_024,
    description: 'Gives the contacts of a company to its owner.',
  },
  'record-changes': { timeoutSeconds: 60, memoryMiB: 512, description: 'Writes the history of ownership.' },
  notify: { timeoutSeconds: 60, memoryMiB: 512, description: 'Notes what owners gained.' },
  'tell-owners': { timeoutSeconds: 60, memoryMiB: 1_024, description: 'Tells owners what they gained.' },
  changes: { ...small, description: 'Reads and explains the history of ownership.' },
  salesforce: {
    ...large,
    description: 'Takes changes of owners from Salesforce, lists where the sides differ.',
  },
  'salesforce-inbox': {
    timeoutSeconds: 60,
    memoryMiB: 1_024,
    description: 'Takes changes of owners from Salesforce that come by queue.',
  },
  'salesforce-changes': {
    timeoutSeconds: 60,
    memoryMiB: 512,
    description: 'Publishes changes of owners for Salesforce.',
  },
};

export type FunctionName = keyof typeof settingsOf;

export type Functions = Record<FunctionName, ServiceFunction>;

export const functionNames = Object.keys(settingsOf) as readonly FunctionName[];

/** Makes every function from its bundle. Fails unless there is exactly one bundle for each of them. */
export function createFunctions(
  scope: Construct,
  settings: StageSettings,
  bundles: readonly FunctionBundle[],
): Functions {
  const unknown = bundles.find(({ name }) => !Object.hasOwn(settingsOf, name));
  if (unknown !== undefined) {
    throw new Error(`functions/${unknown.name} is in no stack: give it a line in infra/stacks/functions.ts`);
  }
  const create = (name: FunctionName) => {
    const bundle = bundles.find((candidate) => candidate.name === name);
    if (bundle === undefined)
      throw new Error(`functions/${name}/index.ts is missing: infra/stacks/functions.ts lists it`);
    return new ServiceFunction(scope, pascalCase(name), {
      settings,
      directory: bundle.directory,
      ...settingsOf[name],
    });
  };
  return Object.fromEntries(functionNames.map((name) => [name, create(name)])) as Functions;
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
