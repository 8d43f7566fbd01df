import type { Problem } from '../errors.ts';
import { type ObjectType, singular } from '../object-type.ts';
import { type CrmRecord, ownerOf } from './record.ts';

/** What is to become of a record's owner, or of another property that holds one. null is nobody. */
export type Wish = { property: string; ownerId: string | null; overwrite: boolean };

export const outcomes = ['ASSIGNED', 'CLEARED', 'UNCHANGED', 'SKIPPED_ALREADY_OWNED'] as const;
export type Outcome = (typeof outcomes)[number];

/** What assigning a record comes to, the record being as it is. */
export const outcomeOf = (record: CrmRecord, { property, ownerId, overwrite }: Wish): Outcome => {
  const before = ownerOf(record, property);
  if (before === ownerId) return 'UNCHANGED';
  if (before !== null && !overwrite) return 'SKIPPED_ALREADY_OWNED';
  return ownerId === null ? 'CLEARED' : 'ASSIGNED';
};

/** What is said of a record that is not there, or archived. */
export const recordNotFound = (
  objectType: ObjectType,
  recordId: string,
): Required<Pick<Problem, 'code' | 'message'>> => ({
  code: 'OBJECT_NOT_FOUND',
  message: `There is no ${singular(objectType)} ${recordId}.`,
});
