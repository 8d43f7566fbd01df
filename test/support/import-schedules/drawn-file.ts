import type { Draw } from '../../../lib/domain/rotation/random.ts';
import { between, oneOf } from '../draws.ts';

/** What a row of a drawn file says, and where in the file it is. Empty cells say nothing. */
export type DrawnRow = {
  row: number;
  recordId: string;
  email: string;
  firstname: string;
  city: string;
  /** By e-mail. */
  owner: string;
  /** Whether its last cell is missing. */
  ragged: boolean;
};

export type DrawnFile = { content: string; rows: DrawnRow[] };

/** Those of whom there is a record before, by e-mail. */
export type Acquaintances = readonly { id: string; email: string }[];

export const unknownOwner = 'nobody@rota.example';
export const noEmail = 'not an address';
export const noRecord = '999999999';

/** Two of them are where people were before, so that a row may say what was there. */
export const cities = ['Bern', 'Rome', 'Oslo'];
const names = ['Kim', 'Lee', 'Noa'];
const header = 'Record ID,Email,First Name,City,Contact owner,Notes';
const notes = ['-', '"two\nlines"', '"a, b"'];

/** Mostly small files, now and then one of hundreds of rows. */
const howMany = (draw: Draw): number => (draw(12) === 0 ? between(draw, 100, 400) : between(draw, 10, 40));

type Facts = { known: Acquaintances; strangers: readonly string[]; owners: readonly string[] };

/** Who is meant: by e-mail, or one who is known by the record id; now and then nobody, or somebody who cannot be told from others. */
const drawPerson = (draw: Draw, { known, strangers }: Facts): Pick<DrawnRow, 'recordId' | 'email'> => {
  const luck = draw(100);
  if (luck < 4) return { recordId: '', email: noEmail };
  if (luck < 8) return { recordId: noRecord, email: '' };
  if (luck < 14) return { recordId: '', email: '' };
  if (luck < 24 && known.length > 0) return { recordId: oneOf(draw, known).id, email: '' };
  const isKnown = known.length > 0 && draw(2) === 0;
  return { recordId: '', email: isKnown ? oneOf(draw, known).email : oneOf(draw, strangers) };
};

const drawRow = (draw: Draw, row: number, facts: Facts): DrawnRow => {
  // Where a row says little it is the order of the rows that tells what is right.
  const isBrief = draw(2) === 0;
  const person = drawPerson(draw, facts);
  const isNobody = person.email === '' && person.recordId === '';
  return {
    row,
    ...person,
    // Each such row makes a contact of its own.
    firstname: isNobody ? `Somebody ${row}` : isBrief ? '' : oneOf(draw, ['', ...names]),
    city: oneOf(draw, ['', ...cities]),
    owner: isBrief ? '' : oneOf(draw, ['', ...facts.owners, ...(draw(3) === 0 ? [unknownOwner] : [])]),
    ragged: draw(25) === 0,
  };
};

const lineOf = (draw: Draw, { recordId, email, firstname, city, owner, ragged }: DrawnRow): string => {
  // Another case and quotes now and then; they mean the same.
  const mail = draw(3) === 0 ? email.toUpperCase() : email;
  const name = draw(2) === 0 ? `"${firstname}"` : firstname;
  const cells = [recordId, mail, name, city, owner];
  return [...cells, ...(ragged ? [] : [oneOf(draw, notes)])].join(',');
};

/**
 * A file of contacts in which people come again and again, some of them known before, with rows that cannot be imported and blank
 * lines between.
 */
export const drawFile = (draw: Draw, known: Acquaintances, owners: readonly string[]): DrawnFile => {
  const count = howMany(draw);
  const people = between(draw, 1, count);
  const strangers = Array.from({ length: people }, (_, n) => `stranger-${n}@example.com`);
  const lines = [header];
  const rows: DrawnRow[] = [];
  while (rows.length < count) {
    if (draw(20) === 0) lines.push('');
    const row = drawRow(draw, lines.length + 1, { known, strangers, owners });
    rows.push(row);
    lines.push(lineOf(draw, row));
  }
  const end = oneOf(draw, ['\n', '\r\n', '\r']);
  return { content: lines.join(end) + (draw(2) === 0 ? end : ''), rows };
};
