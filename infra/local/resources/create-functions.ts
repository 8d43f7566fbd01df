import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import { describeResource, refOf } from '../assembly/stack.ts';
import { accessKeyIdFor } from '../iam/authority.ts';
import { createFunction, type FunctionOptions, type LocalFunction } from '../lambda/function.ts';
import { functionVariables, type ServiceAccess } from '../lambda/variables.ts';
import { lambdaFunction } from './function.ts';

/** The functions of the assembly. */
export interface Functions {
  readonly all: readonly LocalFunction[];
  /** By ARN, name, or the integration URI that wraps the ARN; throws when there is no such function. */
  find(reference: string): LocalFunction;
}

/** Prepares every function, each with an access key of its own; what they run in starts when they are invoked. */
export function createFunctions(
  assembly: Assembly,
  access: ServiceAccess,
  running: Pick<FunctionOptions, 'log' | 'isolation' | 'onStart'>,
): Functions {
  const all = resourcesOf(assembly, lambdaFunction).map((resource) => {
    const { stack, id, properties } = resource;
    const directory = stack.assets.get(properties.Code.S3Key);
    if (directory === undefined) {
      throw new Error(`${describeResource(resource)}: the assembly has no asset ${properties.Code.S3Key}.`);
    }
    const name = refOf(resource);
    const { Handler: handler, Runtime: runtime, MemorySize: memoryMegabytes } = properties;
    return createFunction({
      settings: {
        directory,
        handler,
        functionName: name,
        functionArn: stack.identities.get(id)?.attributes['Arn'] ?? name,
        memoryMegabytes,
        logGroupName: `/aws/lambda/${name}`,
      },
      variables: functionVariables(
        { name, handler, runtime, memoryMegabytes, directory },
        { ...access, credentials: { ...access.credentials, accessKeyId: accessKeyIdFor(name) } },
        properties.Environment?.Variables ?? {},
      ),
      timeoutSeconds: properties.Timeout,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      ...running,
    });
  });
  return {
    all,
    find: (reference) => {
      const plain = reference.replace(/:\$LATEST$/, '');
      const found = all.find(
        ({ name, arn }) => plain === arn || plain === name || plain.endsWith(`/${arn}/invocations`),
      );
      if (found === undefined) throw new Error(`No function of the assembly is ${reference}.`);
      return found;
    },
  };
}
