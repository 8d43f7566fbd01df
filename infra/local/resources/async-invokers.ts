import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import { refOf } from '../assembly/stack.ts';
import type { Queues } from '../emulators/queues.ts';
import type { LocalFunction } from '../lambda/function.ts';
import { type AsyncInvoker, createAsyncInvoker } from '../sources/async-invoke.ts';
import { createDestination } from '../sources/destination.ts';
import type { Functions } from './create-functions.ts';
import { eventInvokeConfig, lambdaFunction } from './function.ts';

export interface AsyncInvocations {
  readonly assembly: Assembly;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly retryDelayMs: number | undefined;
}

/** Invokes a function asynchronously: retries, age and destinations are those that the template gives the function. */
export type InvokerFor = (target: LocalFunction) => AsyncInvoker;

/** Reads how each function of the assembly wants to be invoked by those who do not wait for its answer. */
export function readAsyncInvocations(invocations: AsyncInvocations): InvokerFor {
  const { assembly, functions, queues, retryDelayMs } = invocations;
  const configs = resourcesOf(assembly, eventInvokeConfig);
  const declared = resourcesOf(assembly, lambdaFunction);
  const destination = (arn: string | undefined) =>
    arn === undefined ? undefined : createDestination(arn, queues);

  return (target) => {
    const config = configs.find(
      ({ properties }) => functions.find(properties.FunctionName) === target,
    )?.properties;
    const own = declared.find((candidate) => refOf(candidate) === target.name);
    return createAsyncInvoker({
      target,
      retries: config?.MaximumRetryAttempts ?? 2,
      maximumAgeSeconds: config?.MaximumEventAgeInSeconds ?? 21_600,
      onFailure: destination(config?.DestinationConfig?.OnFailure?.Destination),
      onSuccess: destination(config?.DestinationConfig?.OnSuccess?.Destination),
      deadLetters: destination(own?.properties.DeadLetterConfig?.TargetArn),
      retryDelayMs,
    });
  };
}
