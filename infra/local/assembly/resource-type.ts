import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Assembly } from './assembly.ts';
import { describeResource, type Identity, type ResourceLocation, type Stack } from './stack.ts';

/** Where the emulators listen, for identities that carry an address. */
export interface Endpoints {
  readonly aws: string;
  readonly api: string;
}

/** A resource type that the local host models: which attributes it reads and what `Ref` and `Fn::GetAtt` give. */
export interface ResourceType<Properties> {
  readonly type: string;
  /** Strict: an attribute that is neither modelled nor ignored for a reason is refused. */
  readonly properties: z.ZodMiniType<Properties>;
  readonly identify: (resource: IdentifiedResource) => Identity;
}

/** What an identity may depend on: the place in the template, and properties before they are resolved. */
export interface IdentifiedResource extends ResourceLocation {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly endpoints: Endpoints;
}

/** A resource with its properties resolved and checked. */
export interface Resource<Properties> extends ResourceLocation {
  readonly properties: Properties;
}

/** An attribute without effect here; the reason is for whoever reads the model. */
export const ignored = (_reason: string) => z.optional(z.unknown());

/** Reads every resource of one type; throws on the first attribute that the type does not model. */
export function resourcesOf<Properties>(
  assembly: Assembly,
  resourceType: ResourceType<Properties>,
): Resource<Properties>[] {
  return assembly
    .resources()
    .filter(({ declaration }) => declaration.Type === resourceType.type)
    .map((resource) => {
      const resolved = assembly.resolve(resource.declaration.Properties, resource.stack);
      const parsed = resourceType.properties.safeParse(resolved);
      if (!parsed.success) throw new Error(describeIssues(resource, resourceType.type, parsed.error.issues));
      return { stack: resource.stack, id: resource.id, properties: parsed.data };
    });
}

function describeIssues(location: ResourceLocation, type: string, issues: z.core.$ZodIssue[]): string {
  const where = `${describeResource(location)} (${type})`;
  const lines = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(
        (key) => `${where}: attribute ${pathOf([...issue.path, key])} is not modelled by the local host.`,
      );
    }
    return [`${where}: attribute ${pathOf(issue.path)} has a value that is not modelled: ${issue.message}.`];
  });
  return lines.join('\n');
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );

/**
 * A resource's physical name: the one it asks for, else stack and logical id. The same in every run, so that state
 * kept on disk is found again; shortened with a hash where a service allows less.
 */
export function physicalName({ stack, id }: ResourceLocation, explicit: unknown, maxLength: number): string {
  const name = typeof explicit === 'string' ? explicit : `${stack.name}-${id}`;
  if (name.length <= maxLength) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, maxLength - hash.length - 1)}-${hash}`;
}

/** `arn:aws:sqs:eu-west-1:000000000000:name`. */
export const arn = (service: string, stack: Stack, resource: string): string =>
  `arn:aws:${service}:${stack.region}:${stack.account}:${resource}`;

/** `arn:aws:iam::000000000000:name`, of a service without regions. */
export const globalArn = (service: string, { account }: Stack, resource: string): string =>
  `arn:aws:${service}::${account}:${resource}`;
