import { attributeOf, type Context, fail, type ImportValue, ref, splitOnce } from './references.ts';
import type { Stack } from './stack.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Resolves CloudFormation's intrinsic functions in `value`.
 *
 * Gives undefined for `AWS::NoValue`; in lists and objects such entries vanish. Throws, with the name of the stack, for an
 * intrinsic that is not modelled and for a reference to something that has no identity here: a guessed value would
 * make a function run locally with settings that no deployment gives it.
 */
export function resolve(value: unknown, stack: Stack, importValue: ImportValue): unknown {
  const context: Context = { stack, importValue };
  return resolveIn(value, context);
}

/** Whether the named condition of the template holds. */
export function conditionHolds(name: string, stack: Stack, importValue: ImportValue): boolean {
  return condition(name, { stack, importValue });
}

function resolveIn(value: unknown, context: Context): unknown {
  if (Array.isArray(value)) {
    return value.map((entry) => resolveIn(entry, context)).filter((entry) => entry !== undefined);
  }
  if (!isRecord(value)) return value;
  const [only, ...others] = Object.entries(value);
  if (only !== undefined && others.length === 0) {
    const [name, argument] = only;
    if (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')) {
      // A property may be called `Condition` too (in a policy); its value is then no string.
      if (name !== 'Condition' || typeof argument === 'string') return call(name, argument, context);
    }
  }
  const resolved = Object.entries(value).map(([key, entry]) => [key, resolveIn(entry, context)] as const);
  return Object.fromEntries(resolved.filter(([, entry]) => entry !== undefined));
}

function call(name: string, argument: unknown, context: Context): unknown {
  const list = (): unknown[] => {
    const resolved = resolveIn(argument, context);
    if (Array.isArray(resolved)) return resolved;
    throw fail(context, `${name} needs a list`);
  };
  switch (name) {
    case 'Ref':
      return ref(String(argument), context);
    case 'Condition':
      return condition(String(argument), context);
    case 'Fn::GetAtt': {
      const [id = '', attribute = ''] = Array.isArray(argument)
        ? argument.map(String)
        : splitOnce(String(argument), '.');
      return attributeOf(id, attribute, context);
    }
    case 'Fn::Join': {
      const [separator, parts] = list();
      return Array.isArray(parts) ? parts.map(String).join(String(separator)) : '';
    }
    case 'Fn::Sub':
      return substitute(argument, context);
    case 'Fn::Select': {
      const [index, choices] = list();
      const chosen: unknown = Array.isArray(choices) ? choices[Number(index)] : undefined;
      if (chosen === undefined) throw fail(context, `Fn::Select has no entry ${String(index)}`);
      return chosen;
    }
    case 'Fn::Split': {
      const [separator, text] = list();
      return String(text).split(String(separator));
    }
    case 'Fn::Base64':
      return Buffer.from(String(resolveIn(argument, context))).toString('base64');
    case 'Fn::FindInMap': {
      const [map = '', first = '', second = ''] = list().map(String);
      const found = context.stack.template.Mappings[map]?.[first]?.[second];
      if (found === undefined) throw fail(context, `Fn::FindInMap finds no ${map}.${first}.${second}`);
      return found;
    }
    case 'Fn::ImportValue':
      return context.importValue(String(resolveIn(argument, context)));
    case 'Fn::If': {
      const [name_, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
      return resolveIn(condition(String(name_), context) ? whenTrue : whenFalse, context);
    }
    case 'Fn::Equals': {
      const [left, right] = list();
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case 'Fn::Not':
      return !list()[0];
    case 'Fn::And':
      return list().every(Boolean);
    case 'Fn::Or':
      return list().some(Boolean);
    default:
      throw fail(context, `the intrinsic function ${name} is not modelled by the local host`);
  }
}

function condition(name: string, context: Context): boolean {
  if (!(name in context.stack.template.Conditions)) throw fail(context, `there is no condition ${name}`);
  return Boolean(resolveIn(context.stack.template.Conditions[name], context));
}

function substitute(argument: unknown, context: Context): string {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (isRecord(variables) && name in variables) return String(resolveIn(variables[name], context));
    const [id = '', attribute] = splitOnce(name, '.');
    return String(attribute === undefined ? ref(id, context) : attributeOf(id, attribute, context));
  });
}
