import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Whether the file is imported first, or over the contacts that it made: then every row has another phone number. */
export type Edition = 'first' | 'second';

const firstNames = ['Ada', 'Zoë', 'José', 'Margaret', 'Søren', 'Chloé', 'Grace', 'Łukasz'];
const lastNames = ['Lovelace', "O'Neill", 'Müller', 'Hamilton', 'García', 'Hopper', 'Núñez'];
const companies = [
  '"Apollo Guidance, Inc."',
  'Bäckerei Groß',
  '"Acme ""Anvils"" Ltd"',
  'Plain AG',
  'Œuvre SARL',
];
const cities = ['Bern', 'Zürich', 'Paris', '"Cambridge, MA"', 'København', 'São Paulo'];

const oneOf = (choices: readonly string[], n: number): string => choices[n % choices.length] ?? '';

const header = 'Email,First Name,Last Name,Company Name,Job Title,Phone Number,City,Contact owner\r\n';

const line = (n: number, edition: Edition, ownerEmails: readonly string[]): string => {
  const phone = edition === 'first' ? '617 555' : '617 556';
  const owner = n % 3 === 0 ? oneOf(ownerEmails, n) : '';
  const name = `${oneOf(firstNames, n)},${oneOf(lastNames, n >> 1)}`;
  const work = `${oneOf(companies, n >> 2)},Director of Software Engineering`;
  return `contact-${n}@example.com,${name},${work},+1 ${phone} ${n},${oneOf(cities, n >> 3)},${owner}\r\n`;
};

const linesAtOnce = 1_000;

/**
 * Writes a CSV of contacts as people export them: accents, commas and quotes within cells, an owner in every third row, about 120
 * bytes a row. The same arguments give the same file, and both editions the same e-mails.
 */
export const writeContacts = async (
  file: string,
  { rows, edition, ownerEmails }: { rows: number; edition: Edition; ownerEmails: readonly string[] },
): Promise<void> => {
  const pieces = function* (): Generator<string> {
    yield header;
    for (let from = 0; from < rows; from += linesAtOnce) {
      const count = Math.min(linesAtOnce, rows - from);
      yield Array.from({ length: count }, (_, n) => line(from + n, edition, ownerEmails)).join('');
    }
  };
  await pipeline(Readable.from(pieces()), createWriteStream(file));
};
