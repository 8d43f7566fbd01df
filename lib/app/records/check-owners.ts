import { type Problem, refuseAny } from '../../domain/errors.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import type { Properties } from '../../domain/record/properties.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import type { RecordDeps } from './record-deps.ts';

/**
 * Setting a user property is an assignment, whichever way it comes.
 *
 * @throws Invalid naming every user property whose owner may not own a record of this type
 */
export const checkOwners = async (
  owners: RecordDeps['owners'],
  { objectType, users }: PropertySet,
  properties: Properties,
): Promise<void> => {
  const named = users.flatMap(({ name }) => {
    const ownerId = properties[name];
    return ownerId ? [{ name, ownerId }] : [];
  });
  const problems = await Promise.all(
    named.map(async ({ name, ownerId }): Promise<Problem[]> => {
      const problem = whyNotAssignable(await owners.get(ownerId), objectType, ownerId);
      return problem === undefined ? [] : [{ ...problem, in: `properties.${name}` }];
    }),
  );
  refuseAny(problems.flat());
};
