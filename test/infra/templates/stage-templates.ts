import { Template } from 'aws-cdk-lib/assertions';
import { type App, Stack } from 'aws-cdk-lib/core';
import * as z from 'zod/mini';

/** One resource, with every reference in its properties replaced by the name of what it means. */
export interface Found {
  /** The name of the output that tells where it is, or else its logical id without the hash. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const resource = z.object({ Type: z.string(), Properties: z.optional(z.record(z.string(), z.unknown())) });
const output = z.object({ Value: z.unknown(), Export: z.optional(z.object({ Name: z.string() })) });

const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const ref = z.object({ Ref: z.string() });
const importValue = z.object({ 'Fn::ImportValue': z.string() });
const join = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

/** Both templates of one stage as one set of resources. */
export class StageTemplates {
  readonly resources: readonly (Found & { readonly type: string })[];
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly #exports: ReadonlyMap<string, unknown>;
  readonly #names: ReadonlyMap<string, string>;

  constructor(app: App, stage: string) {
    const templates = ['data', 'service'].map((name) => {
      const stack = app.node.findChild(`rota-${stage}`).node.findChild(name);
      if (!(stack instanceof Stack)) throw new Error(`${stack.node.path} is not a stack`);
      return Template.fromStack(stack);
    });
    const outputs = templates
      .flatMap((template) => Object.entries(template.findOutputs('*')))
      .map(([id, found]) => ({ id, ...output.parse(found) }));
    this.#exports = new Map(outputs.flatMap(({ Export, Value }) => (Export ? [[Export.Name, Value]] : [])));
    this.outputs = new Map(outputs.flatMap(({ id, Export, Value }) => (Export ? [] : [[id, Value]])));
    this.#names = new Map(
      [...this.outputs].flatMap(([name, value]) => {
        const target = ref.safeParse(value);
        return target.success ? [[target.data.Ref, name.replace(/(Url|Arn)$/, '')]] : [];
      }),
    );
    this.resources = templates
      .flatMap((template) => Object.entries(template.toJSON()['Resources'] ?? {}))
      .map(([id, found]) => {
        const { Type: type, Properties: properties = {} } = resource.parse(found);
        return { type, name: this.#nameOf(id), properties: this.#resolveAll(properties) };
      });
  }

  /** Every resource of a type. */
  all(type: string): readonly Found[] {
    return this.resources.filter((found) => found.type === type);
  }

  /** The only resource of a type, or the only one with this name. */
  one(type: string, name?: string): Found {
    const [found, another] = this.all(type).filter((each) => name === undefined || each.name === name);
    if (found === undefined || another !== undefined)
      throw new Error(`There is not one ${type} ${name ?? ''}`);
    return found;
  }

  #nameOf(id: string): string {
    return this.#names.get(id) ?? id.replace(/[0-9A-F]{8}$/, '');
  }

  #resolveAll(values: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, this.#resolve(value)]));
  }

  /** `RecordsTable` for an ARN, a name or a URL; `RecordsTable.StreamArn`, `RecordsTable/index/byOwner`. */
  #resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#resolve(each));
    if (typeof value !== 'object' || value === null) return value;
    const attribute = getAtt.safeParse(value);
    if (attribute.success) {
      const [id, name] = attribute.data['Fn::GetAtt'];
      return name === 'Arn' ? this.#nameOf(id) : `${this.#nameOf(id)}.${name}`;
    }
    const reference = ref.safeParse(value);
    if (reference.success) return this.#nameOf(reference.data.Ref);
    const joined = join.safeParse(value);
    if (joined.success) return joined.data['Fn::Join'][1].map((part) => this.#resolve(part)).join('');
    const imported = importValue.safeParse(value);
    if (imported.success) return this.#resolve(this.#exports.get(imported.data['Fn::ImportValue']));
    return this.#resolveAll(value);
  }
}
