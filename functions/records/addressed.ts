import type { By } from '../../lib/app/actor.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import type { Request } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { objectTypeInPath } from '../../lib/http/fields.ts';

/**
 * What every route on records starts with: which type they are of, and whether the caller may.
 *
 * @throws Invalid naming an object type that does not exist, Forbidden naming the scope that the caller lacks
 */
export const addressed = (
  { path, caller, requestId }: Request,
  access: 'read' | 'write',
): { objectType: ObjectType; by: By } => {
  const objectType = objectTypeInPath(path);
  requireScope(caller, objectScope(objectType, access));
  return { objectType, by: { actor: caller.actor, requestId } };
};
