import { describe, expect, it } from 'vitest';
import { type Reason, reasons } from '../../../../lib/domain/rotation/eligibility.ts';
import type {
  Amount,
  Explanation,
  Participation,
  PickExplained,
} from '../../../../lib/domain/rotation/explain.ts';
import { explanationSentence } from '../../../../lib/domain/rotation/explanation-sentence.ts';

const names = ['Ada', 'Grace', 'Alan', 'Ken', 'Radia', 'Edsger'];
const nameOf = (ownerId: string): string => names[Number(ownerId)] ?? `owner ${ownerId}`;
const sentence = (explanation: Explanation): string =>
  explanationSentence(explanation, { objectType: 'contacts', nameOf });

const amount = (records: number): Amount => ({ credit: records * 720_720, records });
const taking = (...owed: number[]): Participation[] =>
  owed.map((records, i) => ({
    ownerId: String(i),
    weight: 1,
    before: amount(0),
    owed: amount(records),
  }));
const pick = (fields: Partial<PickExplained>): PickExplained => {
  const { participants = taking(1, 0), tied = ['0'] } = fields;
  return {
    recordId: '5',
    outcome: 'PICKED',
    ownerId: '0',
    epoch: 2,
    turn: 7,
    handedOut: 720_720,
    leftOut: [],
    draw: tied.length > 1 ? { among: tied.length, seed: 'a'.repeat(32) } : null,
    ...fields,
    participants,
    tied,
  };
};
const out = (ownerId: string, ...why: Reason[]) => ({ ownerId, reasons: why });

describe('the sentence of a pick', () => {
  const intro = 'Contact 5 went to Ada in turn 7 of epoch 2';
  it.each<[string, Partial<PickExplained>, string]>([
    [
      'one alone was owed the most',
      { participants: taking(1, 0.33, -0.33) },
      `${intro} because, of the 3 owners taking part, Ada was owed the most (1 record), before Grace (0.33 records) and Alan (0.33 records ahead).`,
    ],
    [
      'it was drawn among some',
      { participants: taking(0.67, 0.67, -1), tied: ['0', '1'] },
      `${intro} because, of the 3 owners taking part, Ada and Grace were owed the most (0.67 records each), before Alan (1 record ahead); the draw fell on Ada.`,
    ],
    [
      'it was drawn among all',
      { participants: taking(0.5, 0.5), tied: ['0', '1'] },
      `${intro} because, of the 2 owners taking part, Ada and Grace were owed the most (0.5 records each); the draw fell on Ada.`,
    ],
    [
      'nobody is owed anything, since somebody absent is',
      { participants: taking(-0.2, -0.5) },
      `${intro} because, of the 2 owners taking part, Ada was the least ahead (by 0.2 records), before Grace (0.5 records ahead).`,
    ],
    ['one alone took part', { participants: taking(3) }, `${intro}, the only owner taking part.`],
    [
      'somebody was out',
      { participants: taking(1), leftOut: [out('3', 'OUT_OF_OFFICE')] },
      `${intro}, the only owner taking part; Ken (out of office) was left out.`,
    ],
    [
      'several were out, one for two reasons',
      {
        participants: taking(1),
        leftOut: [out('3', 'NO_OBJECT_ACCESS', 'NO_PAID_SEAT'), out('4', 'DEACTIVATED')],
      },
      `${intro}, the only owner taking part; Ken (without access to contacts, without a paid seat) and Radia (deactivated) were left out.`,
    ],
    [
      'the numbers say otherwise',
      { ownerId: '1', participants: taking(1, 0) },
      'Contact 5 went to Grace in turn 7 of epoch 2, against the rule: of the 2 owners taking part, Ada was owed the most (1 record), before Grace (0 records).',
    ],
  ])('when %s', (_, fields, expected) => {
    expect(sentence(pick(fields))).toBe(expected);
  });

  it('names of many only the first', () => {
    const participants = taking(...Array.from({ length: 40 }, (_, i) => (i < 20 ? 0.5 : -0.5)));
    const tied = participants.slice(0, 20).map(({ ownerId }) => ownerId);
    const leftOut = Array.from({ length: 9 }, (_, i) => out(String(i), 'OUT_OF_OFFICE'));
    expect(sentence(pick({ participants, tied, leftOut }))).toBe(
      `${intro} because, of the 40 owners taking part, Ada, Grace, Alan and 17 others were owed the most (0.5 records each), before owner 20 (0.5 records ahead), owner 21 (0.5 records ahead), owner 22 (0.5 records ahead) and 17 others; the draw fell on Ada; Ada (out of office), Grace (out of office), Alan (out of office) and 6 others were left out.`,
    );
  });

  it('has words for every reason', () => {
    const words = reasons.map((reason) => sentence(pick({ leftOut: [out('3', reason)] })));
    expect(new Set(words).size).toBe(reasons.length);
    for (const each of words) expect(each).not.toMatch(/[A-Z]_[A-Z]|undefined/);
  });
});

describe('the sentence of a record that nobody could take', () => {
  const leftOut = [out('0', 'OUTSIDE_WORKING_HOURS'), out('1', 'DAILY_CAP_REACHED')];
  const nobody =
    'because nobody could take it: Ada (outside working hours) and Grace (daily cap reached) were left out.';
  it.each<[Explanation, string]>([
    [
      { recordId: '5', outcome: 'HELD', until: '2026-03-01T10:00:00.000Z', leftOut },
      `Contact 5 was held until 2026-03-01T10:00:00.000Z, ${nobody}`,
    ],
    [
      { recordId: '5', outcome: 'PASSED_ON', rotationId: '77', leftOut },
      `Contact 5 was passed on to rotation 77, ${nobody}`,
    ],
    [
      { recordId: '5', outcome: 'GIVEN_TO_FALLBACK', ownerId: '2', leftOut },
      `Contact 5 went to the fallback owner Alan, ${nobody}`,
    ],
    [
      { recordId: '5', outcome: 'SKIPPED', reason: 'NO_ELIGIBLE_OWNER', leftOut },
      `Contact 5 was left as it was, ${nobody}`,
    ],
    [
      { recordId: '5', outcome: 'SKIPPED', reason: 'NO_ELIGIBLE_OWNER', leftOut: [] },
      'Contact 5 was left as it was, because the rotation had no members.',
    ],
  ])('says what became of it: $outcome', (explanation, expected) => {
    expect(sentence(explanation)).toBe(expected);
  });
});

it.each([
  ['ROTATION_DELETED', 'the rotation had been deleted'],
  ['RECORD_NOT_FOUND', 'it did not exist or was archived'],
  ['ALREADY_DECIDED', 'this enrollment or a newer one had been decided before'],
  ['ALREADY_OWNED', 'it had an owner, whom the rotation does not replace'],
  ['NO_LONGER_OWNED', 'it no longer belonged to the owner whose records were handed over'],
] as const)('the sentence of a skipped record says why: %s', (reason, words) => {
  expect(sentence({ recordId: '5', outcome: 'SKIPPED', reason })).toBe(
    `Contact 5 was skipped, because ${words}.`,
  );
});
