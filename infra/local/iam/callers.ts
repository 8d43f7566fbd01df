import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import { refOf } from '../assembly/stack.ts';
import { lambdaFunction } from '../resources/function.ts';
import type { Caller } from './authority.ts';
import { readRoles } from './roles.ts';

/** Every function of the assembly with the rights of its role; throws when a role is not modelled. */
export function readCallers(assembly: Assembly): Caller[] {
  const findRole = readRoles(assembly);
  return resourcesOf(assembly, lambdaFunction).map((resource) => {
    const { region, account } = resource.stack;
    const { name: roleName, statements } = findRole(resource.properties.Role);
    return { functionName: refOf(resource), roleName, statements, region, account };
  });
}
