import type { Stack } from './stack.ts';

/** Gives the value of an export of any stack of the assembly; throws when nothing exports that name. */
export type ImportValue = (name: string) => unknown;

/** Where references are looked up. */
export interface Context {
  readonly stack: Stack;
  readonly importValue: ImportValue;
}

function pseudoParameters({ name, account, region }: Stack): Record<string, unknown> {
  return {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': name,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${name}/local`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': undefined,
  };
}

/** The value of `Ref`; throws, naming the stack, when there is none. */
export function ref(id: string, context: Context): unknown {
  const pseudo = pseudoParameters(context.stack);
  if (id in pseudo) return pseudo[id];
  const identity = context.stack.identities.get(id);
  if (identity !== undefined) return identity.ref;
  const parameter = context.stack.template.Parameters[id];
  if (parameter?.Default !== undefined) return parameter.Default;
  throw fail(context, `Ref ${id} has no value in the local host`);
}

/** The value of `Fn::GetAtt`; throws, naming stack and type, when it is not modelled. */
export function attributeOf(id: string, attribute: string, context: Context): string {
  const value = context.stack.identities.get(id)?.attributes[attribute];
  if (value !== undefined) return value;
  const type = context.stack.template.Resources[id]?.Type ?? 'no such resource';
  throw fail(context, `Fn::GetAtt ${id}.${attribute} (${type}) is not modelled by the local host`);
}

/** Both sides of the first separator, or the whole text. */
export function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

export const fail = ({ stack }: Context, message: string): Error =>
  new Error(`Stack ${stack.name}: ${message}.`);
