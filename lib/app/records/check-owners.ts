import { type Problem, refuseAny } from '../../domain/errors.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import type { Properties } from '../../domain/record/properties.ts';
import { userPropertiesOf } from '../../domain/record/property.ts';
import type { RecordDeps } from './record-deps.ts';

/**
 * Setting a user property is an assignment, whichever way it comes.
 *
 * @throws Invalid naming every user property whose owner may not own a record of this type
 */
export const checkOwners = async (
  owners: RecordDeps['owners'],
  objectType: ObjectType,
  properties: Properties,
): Promise<void> => {
  const named = userPropertiesOf(objectType).flatMap(({ name }) => {
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
