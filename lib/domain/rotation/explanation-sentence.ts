import { listed } from '../listed.ts';
import { type ObjectType, singular } from '../object-type.ts';
import type { SkipReason } from './decision.ts';
import type { Reason } from './eligibility.ts';
import type { Amount, Explanation, LeftOut, Participation, PickExplained } from './explain.ts';

/** What a sentence says of records and owners. */
export type Wording = { objectType: ObjectType; nameOf: (ownerId: string) => string };

const reasonWords = (reason: Reason, objectType: ObjectType): string => {
  switch (reason) {
    case 'DEACTIVATED':
      return 'deactivated';
    case 'NO_OBJECT_ACCESS':
      return `without access to ${objectType}`;
    case 'NO_PAID_SEAT':
      return 'without a paid seat';
    case 'NOT_PRIMARY_TEAM_MEMBER':
      return 'not a primary member of the team';
    case 'OUT_OF_OFFICE':
      return 'out of office';
    case 'OUTSIDE_WORKING_HOURS':
      return 'outside working hours';
    case 'DAILY_CAP_REACHED':
      return 'daily cap reached';
    case 'HANDING_OVER':
      return 'handing over their own records';
    case 'ROTATION_DELETED':
      return 'the rotation was deleted';
  }
};

const skipWords = (reason: Exclude<SkipReason, 'NO_ELIGIBLE_OWNER'>): string => {
  switch (reason) {
    case 'ROTATION_DELETED':
      return 'the rotation had been deleted';
    case 'RECORD_NOT_FOUND':
      return 'it did not exist or was archived';
    case 'ALREADY_DECIDED':
      return 'this enrollment or a newer one had been decided before';
    case 'ALREADY_OWNED':
      return 'it had an owner, whom the rotation does not replace';
    case 'NO_LONGER_OWNED':
      return 'it no longer belonged to the owner whose records were handed over';
  }
};

const counted = (records: number): string => `${records} ${records === 1 ? 'record' : 'records'}`;

const owedWords = ({ records }: Amount): string =>
  records < 0 ? `${counted(-records)} ahead` : counted(records);

const leftOutWords = (leftOut: readonly LeftOut[], { objectType, nameOf }: Wording): string => {
  const each = leftOut.map(({ ownerId, reasons }) => {
    const words = reasons.map((reason) => reasonWords(reason, objectType));
    return `${nameOf(ownerId)} (${words.join(', ')})`;
  });
  return `${listed(each)} ${each.length === 1 ? 'was' : 'were'} left out`;
};

const nobodyWords = (leftOut: readonly LeftOut[], wording: Wording): string =>
  leftOut.length === 0
    ? 'because the rotation had no members'
    : `because nobody could take it: ${leftOutWords(leftOut, wording)}`;

const namesOf = (ownerIds: readonly string[], { nameOf }: Wording): string => listed(ownerIds.map(nameOf));

/** Who was owed the most, with how much, and who stood behind them. */
const mostOwedWords = ({ participants, tied }: PickExplained, wording: Wording): string => {
  const top = participants[0]?.owed ?? { credit: 0, records: 0 };
  const leading = new Set(tied);
  const behind = participants.filter(({ ownerId }) => !leading.has(ownerId));
  const owed = ({ ownerId, owed: amount }: Participation) =>
    `${wording.nameOf(ownerId)} (${owedWords(amount)})`;
  const [verb, each] = tied.length === 1 ? ['was', ''] : ['were', ' each'];
  const most =
    top.records < 0
      ? `the least ahead (by ${counted(-top.records)}${each})`
      : `owed the most (${counted(top.records)}${each})`;
  const of = `of the ${participants.length} owners taking part, ${namesOf(tied, wording)} ${verb} ${most}`;
  return behind.length === 0 ? of : `${of}, before ${listed(behind.map(owed))}`;
};

const pickWords = (explained: PickExplained, wording: Wording): string => {
  const { ownerId, epoch, turn, participants, tied, draw, leftOut } = explained;
  const name = wording.nameOf(ownerId);
  const rest = leftOut.length === 0 ? '' : `; ${leftOutWords(leftOut, wording)}`;
  const what = `went to ${name} in turn ${turn} of epoch ${epoch}`;
  if (participants.length === 1) return `${what}, the only owner taking part${rest}`;
  const because = `${what} because, ${mostOwedWords(explained, wording)}`;
  // Only a decision that somebody has tampered with comes to this.
  if (!tied.includes(ownerId))
    return `${what}, against the rule: ${mostOwedWords(explained, wording)}${rest}`;
  return draw === null ? `${because}${rest}` : `${because}; the draw fell on ${name}${rest}`;
};

const wordsOf = (explanation: Explanation, wording: Wording): string => {
  switch (explanation.outcome) {
    case 'PICKED':
      return pickWords(explanation, wording);
    case 'HELD':
      return `was held until ${explanation.until}, ${nobodyWords(explanation.leftOut, wording)}`;
    case 'PASSED_ON':
      return `was passed on to rotation ${explanation.rotationId}, ${nobodyWords(explanation.leftOut, wording)}`;
    case 'GIVEN_TO_FALLBACK':
      return `went to the fallback owner ${wording.nameOf(explanation.ownerId)}, ${nobodyWords(explanation.leftOut, wording)}`;
    case 'SKIPPED':
      return explanation.reason === 'NO_ELIGIBLE_OWNER'
        ? `was left as it was, ${nobodyWords(explanation.leftOut, wording)}`
        : `was skipped, because ${skipWords(explanation.reason)}`;
  }
};

/** An explanation as one sentence of plain English, with long lists shortened. */
export const explanationSentence = (explanation: Explanation, wording: Wording): string => {
  const record = singular(wording.objectType);
  const what = `${record.charAt(0).toUpperCase()}${record.slice(1)} ${explanation.recordId}`;
  return `${what} ${wordsOf(explanation, wording)}.`;
};
