import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import { lambdaFunction } from '../resources/function.ts';
import type { Caller } from './authority.ts';
import { readRoles } from './roles.ts';

/** Every function of the assembly with the rights of its role; throws when a role is not modelled. */
export function readCallers(assembly: Assembly): Caller[] {
  const findRole = readRoles(assembly);
  return resourcesOf(assembly, lambdaFunction).map(({ stack, id, properties }) => {
    const { name: roleName, statements } = findRole(properties.Role);
    const functionName = stack.identities.get(id)?.ref ?? id;
    return { functionName, roleName, statements, region: stack.region, account: stack.account };
  });
}
