import * as z from 'zod/mini';
import type { FunctionName } from '../../../infra/stacks/functions.ts';
import type { Found } from './stage-templates.ts';
import { templatesOf } from './synthesized.ts';

/** A function of the service in the template of the `local` stage. */
export function functionOf(name: FunctionName): Found {
  const resourceName = `${name.replaceAll('-', '')}function`;
  const found = templatesOf('local')
    .all('AWS::Lambda::Function')
    .find((each) => each.name.toLowerCase() === resourceName);
  if (found === undefined) throw new Error(`There is no function ${name}`);
  return found;
}

/** The name of a function's role. */
export function roleOf(name: FunctionName): string {
  return z.string().parse(functionOf(name).properties['Role']);
}

/** The environment variables that the template gives a function. */
export function environmentOf(name: FunctionName): Readonly<Record<string, unknown>> {
  const environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
  return environment.parse(functionOf(name).properties['Environment']).Variables;
}
