import { createdIdOf, importIdOf } from '../../../lib/app/import/ids.ts';
import type { ListedProblem } from '../../../lib/app/ports/jobs.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import { type Expectation, expectationOf, givenUp, type Person } from './expectation.ts';
import type { Deps } from './join.ts';
import { emailsIn, type World } from './world.ts';

/** Everything that can be known about a run once it is over. */
export type Evidence = {
  imports: { job: ImportJob; problems: ListedProblem[] }[];
  records: CrmRecord[];
  /** Which record has an e-mail, by e-mail. */
  holders: Map<string, string>;
};

const keyPrefix = 'contacts#email#';

/** @param importIds the imports that are to have written the records: those of the uploads, if not said */
export const collectEvidence = async (
  world: World,
  { jobs, records }: Deps,
  importIds: readonly string[] = world.uploads.map(importIdOf),
): Promise<Evidence> => {
  const imports = [];
  for (const id of importIds) {
    const job = await jobs.get(id);
    if (job === undefined) throw new Error(`There is no import ${id}.`);
    imports.push({ job, problems: (await jobs.problems(job.id, { limit: 10_000 })).results });
  }
  const list = await records.list('contacts', { archived: false, limit: 10_000 });
  const keys = await records.findIds(emailsIn(world).map((email) => `${keyPrefix}${email}`));
  return {
    imports,
    records: list.records,
    holders: new Map([...keys].map(([key, id]) => [key.slice(keyPrefix.length), id])),
  };
};

/** Of the rows of one person, how many may leave everything as it was: the fewest and the most. */
const unchangedAmong = ({ before, rows, values }: Person): [fewest: number, most: number] => {
  if (before === undefined) return [0, 0];
  // A row that others repeat may come after them, and then changes nothing.
  if (rows.length > 1) return [0, rows.length];
  const differs = [...values].some(([name, [value]]) => before.properties[name] !== value);
  return differs ? [0, 0] : [1, 1];
};

const checkCounters = (
  world: World,
  { job, problems }: Evidence['imports'][number],
  { records }: Evidence,
  expected: Expectation,
): string[] => {
  const wrong: string[] = [];
  const claim = (what: string, found: unknown, wanted: unknown): void => {
    if (found !== wanted) wrong.push(`Import ${job.id}: ${what} is ${found}, not ${wanted}.`);
  };
  const { created, updated, unchanged, failed, errors } = job.tally;
  const ids = new Set(records.map(({ id }) => id));
  const ours = world.file.rows.filter(({ row }) => ids.has(createdIdOf(job.id, row))).length;
  claim('its state', job.state, 'DONE');
  claim('TOTAL_ROWS', job.totalRows, world.file.rows.length);
  claim('the sum of the counters', created + updated + unchanged + failed, world.file.rows.length);
  claim('CREATED_OBJECTS', created, ours);
  claim('FAILED_ROWS', failed, expected.failed);
  claim('ERRORS', errors, expected.problems.length);
  claim('the chunks counted', job.doneChunks, job.totalChunks);
  const listed = problems.map(({ row, code }) => `${row} ${code}`).sort();
  claim('what it reports', listed.join(), expected.problems.join());
  if (world.uploads.length > 1) return wrong;
  const bounds = expected.people.map(unchangedAmong);
  const [fewest, most] = [0, 1].map((n) => bounds.reduce((sum, bound) => sum + (bound[n] ?? 0), 0));
  if (unchanged < (fewest ?? 0) || unchanged > (most ?? 0))
    wrong.push(`Import ${job.id}: UNCHANGED_OBJECTS is ${unchanged}, not from ${fewest} to ${most}.`);
  return wrong;
};

/** The record of one person is there once and says what the last rows say, and what somebody else has written. */
const checkPerson = (world: World, { records, holders }: Evidence, person: Person): string[] => {
  const { name: who, email, before, values } = person;
  const theirs = records.filter(({ properties }) => (properties['email'] ?? properties['firstname']) === who);
  const [record] = theirs;
  const copies = email === '' ? world.uploads.length : 1;
  if (record === undefined || theirs.length !== copies)
    return [`There are ${theirs.length} records of ${who}.`];
  if (before !== undefined && before.id !== record.id) return [`${who} is another record than before.`];
  const wrong: string[] = [];
  if (email !== '' && holders.get(email) !== record.id)
    wrong.push(`The key of ${email} names ${holders.get(email)}.`);
  for (const name of ['firstname', 'city', 'hubspot_owner_id']) {
    const given = values.get(name) ?? [before?.properties[name] ?? ''];
    const found = record.properties[name] ?? '';
    const last = given.at(-1);
    if (found !== last) wrong.push(`${name} of ${who} is ${found}, not ${last}.`);
  }
  const phones = world.phones.get(record.id) ?? [''];
  const phone = record.properties['phone'] ?? '';
  if (!phones.includes(phone)) wrong.push(`phone of ${who} is ${phone}, not ${phones}.`);
  return wrong;
};

/**
 * What is wrong once everything has come to rest.
 *
 * @param excuses the problems for which rows may have been left out
 */
export const checkImports = (
  world: World,
  evidence: Evidence,
  excuses: readonly string[] = [givenUp],
): string[] => {
  const lost = evidence.imports.flatMap(({ problems }) =>
    problems.flatMap(({ code, row }) =>
      row !== undefined && excuses.includes(code) ? [[row, code] as const] : [],
    ),
  );
  const expected = expectationOf(world, new Map(lost));
  const untouched = world.known.filter(({ email }) => expected.people.every((one) => one.email !== email));
  const copies = expected.people.filter(({ email }) => email === '').length * (world.uploads.length - 1);
  const count = expected.people.length + copies + untouched.length;
  const created = evidence.imports.reduce((sum, { job }) => sum + job.tally.created, 0);
  return [
    ...(evidence.records.length === count
      ? []
      : [`There are ${evidence.records.length} records, not ${count}.`]),
    ...(created === evidence.records.length - world.known.length
      ? []
      : [`${created} are told to be created.`]),
    ...evidence.imports.flatMap((one) => checkCounters(world, one, evidence, expected)),
    ...expected.people.flatMap((person) => checkPerson(world, evidence, person)),
  ];
};
