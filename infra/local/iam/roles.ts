import type { Assembly } from '../assembly/assembly.ts';
import { type Resource, resourcesOf } from '../assembly/resource-type.ts';
import { describeResource, refOf } from '../assembly/stack.ts';
import { managedPolicy, type PolicyStatement, policy, type RoleProperties, role } from '../resources/iam.ts';
import type { Statement } from './policy.ts';

/** What a role allows, by name. */
export interface Role {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** Gives the role with that ARN; throws when the assembly has none, or one that is not modelled. */
export type FindRole = (roleArn: string) => Role;

/** Policies of AWS that give no right to anything that runs here. */
const WITHOUT_LOCAL_RIGHTS = new Set([
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
]);

/** Reads every role of the assembly, with the policies inside it and those that name it. */
export function readRoles(assembly: Assembly): FindRole {
  const roles = resourcesOf(assembly, role);
  const policies = resourcesOf(assembly, policy);
  const managed = resourcesOf(assembly, managedPolicy);
  return (roleArn) => {
    const found = roles.find(({ stack, id }) => stack.identities.get(id)?.attributes['Arn'] === roleArn);
    if (found === undefined) throw new Error(`No stack of the assembly has the role ${roleArn}.`);
    const name = refOf(found);
    const attached = [...policies, ...managed].filter(({ properties }) => properties.Roles.includes(name));
    const byArn = found.properties.ManagedPolicyArns.filter((each) => !WITHOUT_LOCAL_RIGHTS.has(each)).map(
      (policyArn) => findManaged(found, policyArn, managed),
    );
    return {
      name,
      statements: [
        ...found.properties.Policies.flatMap(({ PolicyDocument }) => read(found, PolicyDocument.Statement)),
        ...[...attached, ...byArn].flatMap((each) => read(each, each.properties.PolicyDocument.Statement)),
      ],
    };
  };
}

function findManaged<Properties>(
  owner: Resource<RoleProperties>,
  policyArn: string,
  managed: readonly Resource<Properties>[],
): Resource<Properties> {
  const found = managed.find(({ stack, id }) => stack.identities.get(id)?.ref === policyArn);
  if (found !== undefined) return found;
  throw new Error(`${describeResource(owner)}: the policy ${policyArn} is not modelled by the local host.`);
}

function read(where: Resource<unknown>, statements: readonly PolicyStatement[]): Statement[] {
  return statements.map(({ Effect: effect, Action: actions, Resource: resources, Condition }) => {
    if (Condition !== undefined) {
      throw new Error(
        `${describeResource(where)}: the Condition ${JSON.stringify(Condition)} of a function's role is not modelled by the local host.`,
      );
    }
    return { effect, actions, resources };
  });
}
