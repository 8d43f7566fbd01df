import * as z from 'zod/mini';
import { globalArn, ignored, physicalName, type ResourceType } from '../assembly/resource-type.ts';

/** Where IAM takes one of something or a list of them. */
const oneOrMore = <Entry extends z.ZodMiniType>(entry: Entry) =>
  z.pipe(
    z.transform((value: unknown) => (Array.isArray(value) ? value : [value])),
    z.array(entry),
  );

/** The host does not know the values of policy variables such as `${aws:username}`. */
const pattern = z.string().check(z.regex(/^(?!.*\$\{)/s, 'it has a policy variable'));

const statement = z.strictObject({
  Sid: ignored('a name for people'),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(pattern),
  Resource: oneOrMore(pattern),
  /** Refused on the role of a function; the roles of CDK's custom resources may have any. */
  Condition: z.optional(z.record(z.string(), z.unknown())),
});

const policyDocument = z.strictObject({
  Version: z.optional(z.string()),
  Id: ignored('a name for people'),
  Statement: oneOrMore(statement),
});

export type PolicyStatement = z.output<typeof statement>;

const roleProperties = z.strictObject({
  RoleName: z.optional(z.string()),
  Policies: z._default(
    z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocument })),
    [],
  ),
  ManagedPolicyArns: z._default(z.array(z.string()), []),
  AssumeRolePolicyDocument: ignored('the host runs each function with the role that the template gives it'),
  Path: ignored('part of a name'),
  MaxSessionDuration: ignored('credentials do not expire locally'),
  Description: ignored('text'),
  Tags: ignored('tags change nothing'),
});

export type RoleProperties = z.output<typeof roleProperties>;

export const role: ResourceType<RoleProperties> = {
  type: 'AWS::IAM::Role',
  properties: roleProperties,
  identify: ({ raw, endpoints: _endpoints, ...location }) => {
    const name = physicalName(location, raw['RoleName'], 64);
    return { ref: name, attributes: { Arn: globalArn('iam', location.stack, `role/${name}`), RoleId: name } };
  },
};

const policyProperties = z.strictObject({
  PolicyName: z.string(),
  PolicyDocument: policyDocument,
  Roles: z._default(z.array(z.string()), []),
  Users: ignored('the host has no users'),
  Groups: ignored('the host has no groups'),
});

export type PolicyProperties = z.output<typeof policyProperties>;

export const policy: ResourceType<PolicyProperties> = {
  type: 'AWS::IAM::Policy',
  properties: policyProperties,
  identify: ({ id }) => ({ ref: id, attributes: { Id: id } }),
};

const managedPolicyProperties = z.strictObject({
  ...policyProperties.shape,
  PolicyName: ignored('it is called by its ARN'),
  ManagedPolicyName: z.optional(z.string()),
  Path: ignored('part of a name'),
  Description: ignored('text'),
});

export type ManagedPolicyProperties = z.output<typeof managedPolicyProperties>;

export const managedPolicy: ResourceType<ManagedPolicyProperties> = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: managedPolicyProperties,
  identify: ({ raw, endpoints: _endpoints, ...location }) => {
    const name = physicalName(location, raw['ManagedPolicyName'], 128);
    const policyArn = globalArn('iam', location.stack, `policy/${name}`);
    return { ref: policyArn, attributes: { PolicyArn: policyArn } };
  },
};
