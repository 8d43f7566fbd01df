import type { CrmRecord } from '../record/record.ts';
import type { RowDecision } from './decide.ts';

/** The reasons for 500 rows fit one item, whatever is in them. */
const longestReason = 200;

/** By what a row says which record it means, in words. */
const naming = ({ row }: RowDecision): string => {
  if (row.recordId !== null) return 'record id';
  return row.keys.map((key) => key.split('#')[1] ?? '').join(' or ');
};

const whatFor = (decision: RowDecision, record: CrmRecord | undefined): string[] => {
  const { row, outcome } = decision;
  const by = naming(decision);
  switch (outcome) {
    case 'failed':
      return [];
    case 'created':
      return [by === '' ? 'It names no record.' : `No record has its ${by}.`];
    case 'unchanged':
      return [`Found by ${by}; nothing of it is different.`];
    case 'updated': {
      if (record === undefined) return ['An earlier row means the same new record.'];
      const sets = Object.keys(row.changes).filter((name) => record.properties[name] !== row.changes[name]);
      // A row that sets nothing new comes behind one that does.
      const what = sets.length === 0 ? 'an earlier row changes it' : `sets ${sets.join(', ')}`;
      return [`Found by ${by}; ${what}.`];
    }
  }
};

/** Why a dry run expects of a row what it does: how its record is found, what is set, what is wrong with the row. */
export const reasonFor = (decision: RowDecision, record: CrmRecord | undefined): string => {
  const problems = decision.problems.map(({ code, message }) => `${code}: ${message}`);
  const reason = [...whatFor(decision, record), ...problems].join(' ');
  return reason.length > longestReason ? `${reason.slice(0, longestReason - 1)}…` : reason;
};
