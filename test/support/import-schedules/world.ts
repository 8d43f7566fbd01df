import type { ImportFile } from '../../../lib/domain/import/import.ts';
import { between, drawsOf, oneOf } from '../draws.ts';
import type { TestDynamo } from '../dynamo.ts';
import { bucket } from '../imports.ts';
import { type Mailbox, mailbox } from '../schedules/mailbox.ts';
import { type Turns, takingTurns } from '../turns.ts';
import type { Acquaintances, DrawnFile } from './drawn-file.ts';

/** What a schedule of imports happens to: the tables, the bucket, the queue, and what is noted about all of it. */
export type World = {
  schedule: number;
  dynamo: TestDynamo;
  turns: Turns;
  bucket: ReturnType<typeof bucket>;
  mailbox: Mailbox;
  /** The other queue, in which the applying of dry runs is handed on. */
  applyMail: Mailbox;
  /** Every message that was ever sent. */
  sent: string[];
  now: () => string;
  /** How rare faults are here. */
  oneIn: number;
  /** How many rows a chunk has. */
  rowsPerChunk: number;
  /** What happened, line by line, for who wants to understand a run. */
  notes: string[];
  /** What is wrong. */
  problems: string[];
  owners: { id: string; email: string }[];
  /** Of whom there were records before, and the values that these had. */
  known: (Acquaintances[number] & { city: string })[];
  file: DrawnFile;
  uploads: ImportFile[];
  /** What somebody else has written, by record: the values that may be the last ones. */
  phones: Map<string, string[]>;
};

/** The e-mails of all whom the file may be about. */
export const emailsIn = ({ known, file }: World): string[] => [
  ...known.map(({ email }) => email),
  ...file.rows.flatMap(({ email }) => (email.includes('@') ? [email] : [])),
];

const start = Date.parse('2026-03-02T08:00:00.000Z');
const millisecondsPerTurn = 250;

/** An empty world, whose time goes by its turns. */
export const newWorld = (schedule: number, dynamo: TestDynamo): World => {
  const turns = takingTurns(drawsOf(schedule, 'turns'));
  return {
    schedule,
    dynamo,
    turns,
    bucket: bucket(),
    mailbox: mailbox(),
    applyMail: mailbox(),
    sent: [],
    now: () => new Date(start + turns.taken() * millisecondsPerTurn).toISOString(),
    oneIn: oneOf(drawsOf(schedule, 'weather'), [6, 12, 25, 80]),
    rowsPerChunk: between(drawsOf(schedule, 'chunks'), 2, 20),
    notes: [],
    problems: [],
    owners: [],
    known: [],
    file: { content: '', rows: [] },
    uploads: [],
    phones: new Map(),
  };
};
