import type { Template } from './template.ts';

/** What `Ref` and `Fn::GetAtt` give for one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** One stack of the assembly, with the identities that its resources have been given so far. */
export interface Stack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  /** Asset folders by object key. */
  readonly assets: ReadonlyMap<string, string>;
  /** By logical id; filled before anything is resolved. */
  readonly identities: Map<string, Identity>;
}

/** A resource of a stack, as the model names it. */
export interface ResourceLocation {
  readonly stack: Stack;
  readonly id: string;
}

/** What `Ref` gives of a resource: its physical name for most, or its logical id where the host gives it no other. */
export const refOf = ({ stack, id }: ResourceLocation): string => stack.identities.get(id)?.ref ?? id;

/** What `Fn::GetAtt` gives of a resource; throws, naming it, when the host gives it no such attribute. */
export function getAttOf(resource: ResourceLocation, name: string): string {
  const value = resource.stack.identities.get(resource.id)?.attributes[name];
  if (value === undefined) throw new Error(`${describeResource(resource)} has no ${name}.`);
  return value;
}

/** `Stack rota-local-data, resource Records6F1`: how every error names a place in a template. */
export const describeResource = ({ stack, id }: ResourceLocation): string =>
  `Stack ${stack.name}, resource ${id}`;
