import { conditionHolds, resolve } from './intrinsics.ts';
import type { ResourceLocation, Stack } from './stack.ts';
import type { TemplateResource } from './template.ts';

/** A resource whose condition holds. */
export interface DeclaredResource extends ResourceLocation {
  readonly declaration: TemplateResource;
}

/** Reads values across the stacks of one cloud assembly. */
export interface Assembly {
  readonly stacks: readonly Stack[];
  resources(): DeclaredResource[];
  resolve(value: unknown, stack: Stack): unknown;
}

/** Binds the stacks together, so that one stack's exports can be another's imports. */
export function createAssembly(stacks: readonly Stack[]): Assembly {
  // Exports are looked up when asked for: their values are known only after identities have been given.
  const importValue = (name: string): unknown => {
    for (const stack of stacks) {
      for (const output of Object.values(stack.template.Outputs)) {
        if (output.Export === undefined || resolve(output.Export.Name, stack, importValue) !== name) continue;
        return resolve(output.Value, stack, importValue);
      }
    }
    throw new Error(`No stack of the assembly exports ${name}.`);
  };
  return {
    stacks,
    resources: () =>
      stacks.flatMap((stack) =>
        Object.entries(stack.template.Resources)
          .filter(
            ([, { Condition }]) => Condition === undefined || conditionHolds(Condition, stack, importValue),
          )
          .map(([id, declaration]) => ({ stack, id, declaration })),
      ),
    resolve: (value, stack) => resolve(value, stack, importValue),
  };
}

/**
 * The outputs of all stacks by logical id, without those that only carry values from stack to stack.
 */
export function readOutputs({ stacks, resolve: resolveValue }: Assembly): Record<string, string> {
  return Object.fromEntries(
    stacks.flatMap((stack) =>
      Object.entries(stack.template.Outputs)
        .filter(([id]) => !id.startsWith('ExportsOutput'))
        .map(([id, { Value }]) => [id, String(resolveValue(Value, stack))]),
    ),
  );
}
