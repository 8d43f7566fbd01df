import { type Draw, seededDraw } from '../../../lib/domain/rotation/random.ts';

const firstNames = [
  'Ada',
  'Zoë',
  'José',
  'Søren',
  'Łukasz',
  'Amélie',
  'Björn',
  'Chloé',
  'Nguyễn',
  'Müge',
  'Ivo',
  'Siobhán',
];
const lastNames = [
  'Lovelace',
  "O'Neill",
  'Müller',
  'García',
  'Ångström',
  'Dvořák',
  'Çelik',
  'Núñez',
  'Smith',
  'Þórsson',
];
const companies = [
  'Acme "Anvils", Ltd',
  'Bäckerei Groß',
  'Crème & Co; Sons',
  'Delta\nHoldings',
  'Œuvre SARL',
  'Plain Inc',
];
const titles = ['Head of "Growth"', 'Ingénieure', 'Buyer, North', 'CTO', 'Vertrieb'];

const oneOf = <T>(draw: Draw, choices: readonly [T, ...T[]] | readonly T[]): T | undefined =>
  choices[draw(choices.length)];

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** How many rows in a hundred name an owner. */
const ownedPercent = 30;

/**
 * A CSV of contacts as people really export them: accents, quotes, commas and line breaks inside cells, and an owner in three
 * rows of ten. The same seed gives the same file.
 *
 * @param rows how many contacts, beside the header
 * @param ownerEmails whom the owned rows are drawn among
 * @param seed 32 hexadecimal digits
 */
export const contactsFile = (rows: number, ownerEmails: readonly string[], seed: string): string => {
  const draw = seededDraw(seed);
  const line = (row: number): string => {
    const first = oneOf(draw, firstNames) ?? '';
    const last = oneOf(draw, lastNames) ?? '';
    const owner = draw(100) < ownedPercent ? (oneOf(draw, ownerEmails) ?? '') : '';
    const street = `${draw(200) + 1} Rue de l'Église\nBâtiment ${String.fromCharCode(65 + draw(6))}`;
    const cells = [
      `contact-${row}@example.com`,
      first,
      last,
      oneOf(draw, companies) ?? '',
      oneOf(draw, titles) ?? '',
      draw(4) === 0 ? street : '',
      owner,
    ];
    return cells.map(cell).join(',');
  };
  const header = 'Email,First Name,Last Name,Company Name,Job Title,Street Address,Contact owner';
  return `${[header, ...Array.from({ length: rows }, (_, n) => line(n + 1))].join('\r\n')}\r\n`;
};
