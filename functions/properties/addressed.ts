import type { By } from '../../lib/app/actor.ts';
import type { PropertyName } from '../../lib/app/properties/change-property.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import type { Request } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { objectTypeInPath, pathParameter } from '../../lib/http/fields.ts';

/**
 * What every route on properties starts with: of which object type they are, and whether the caller may.
 *
 * @throws Invalid naming an object type that does not exist, Forbidden naming the scope that the caller lacks
 */
export const addressed = (
  { path, caller, requestId }: Request,
  access: 'read' | 'write',
): { objectType: ObjectType; by: By } => {
  const objectType = objectTypeInPath(path);
  requireScope(caller, `crm.schemas.${objectType}.${access}`);
  return { objectType, by: { actor: caller.actor, requestId } };
};

/** The same for a route on one property. */
export const addressedOne = (
  request: Request,
  access: 'read' | 'write',
): { wanted: PropertyName; by: By } => {
  const { objectType, by } = addressed(request, access);
  return { wanted: { objectType, name: pathParameter(request.path, 'propertyName') }, by };
};
