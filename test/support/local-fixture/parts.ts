import path from 'node:path';
import { Code, type FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnOutput, Duration, type Stack } from 'aws-cdk-lib/core';

/** A function of the fixture, from the handler of that name in the folder `code`. */
export const functionProps = (code: string, name: string): FunctionProps => ({
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(path.join(code, name)),
  timeout: Duration.seconds(20),
});

/** An output under exactly this name. */
export const output = (stack: Stack, name: string, value: string) =>
  new CfnOutput(stack, `Output${name}`, { value }).overrideLogicalId(name);
