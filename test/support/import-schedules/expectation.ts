import { ownerProperty } from '../../../lib/domain/object-type.ts';
import type { Properties } from '../../../lib/domain/record/properties.ts';
import { type DrawnRow, noEmail, noRecord, unknownOwner } from './drawn-file.ts';
import type { World } from './world.ts';

/** What is wrong with a row, as far as nothing of it is written. */
const refusalOf = ({ recordId, email, ragged }: DrawnRow): string | undefined => {
  if (ragged) return 'INCORRECT_NUMBER_OF_COLUMNS';
  if (recordId === noRecord) return 'INVALID_RECORD_ID';
  return email === noEmail ? 'INVALID_EMAIL' : undefined;
};

/** The problem of a row that nobody could write. */
export const givenUp = 'INTERNAL_ERROR';

/** All that the file says of one person. */
export type Person = {
  /** Their e-mail, or the first name of somebody without one. */
  name: string;
  email: string;
  /** The record that there was before. */
  before: { id: string; properties: Properties } | undefined;
  rows: DrawnRow[];
  /** Each value that a row gives, in the order of the file. */
  values: Map<string, string[]>;
};

export type Expectation = {
  people: Person[];
  failed: number;
  /** Each problem as `<row> <code>`, in order. */
  problems: string[];
};

const valuesIn = (rows: readonly DrawnRow[], ownerIds: ReadonlyMap<string, string>): Person['values'] => {
  const values = new Map<string, string[]>();
  for (const { firstname, city, owner } of rows) {
    const given = { firstname, city, [ownerProperty]: ownerIds.get(owner) ?? '' };
    for (const [name, value] of Object.entries(given)) {
      if (value !== '') values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  return values;
};

/**
 * What has to come of a drawn file, told from its rows alone.
 *
 * @param lost the rows that nobody could write, and the problem of each
 */
export const expectationOf = (
  { file, known, owners }: World,
  lost: ReadonlyMap<number, string>,
): Expectation => {
  const ownerIds = new Map(owners.map(({ id, email }) => [email, id]));
  const sound = file.rows.filter((row) => refusalOf(row) === undefined && !lost.has(row.row));
  const emailOf = ({ recordId, email }: DrawnRow): string =>
    known.find(({ id }) => id === recordId)?.email ?? email;
  const people = [...Map.groupBy(sound, (row) => emailOf(row) || row.firstname)].map(
    ([name, rows]): Person => {
      const found = known.find((one) => one.email === name);
      const before = found && { id: found.id, properties: { email: name, city: found.city } };
      return { name, email: name.includes('@') ? name : '', before, rows, values: valuesIn(rows, ownerIds) };
    },
  );
  const problems = file.rows.flatMap((row) => {
    const refusal = refusalOf(row);
    // Of a ragged row nobody can say which cell is the owner's.
    const owner = row.owner === unknownOwner && !row.ragged ? ['COULD_NOT_FIND_OWNER'] : [];
    return [...owner, refusal ?? [], lost.get(row.row) ?? []].flat().map((code) => `${row.row} ${code}`);
  });
  return { people, failed: file.rows.length - sound.length, problems: problems.sort() };
};
