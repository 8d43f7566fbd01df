import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Tells whoever deployed a stack, and the local host, where things are: each value under exactly its name. */
export class Outputs extends Construct {
  constructor(scope: Construct, values: Readonly<Record<string, string>>) {
    super(scope, 'Outputs');
    for (const [name, value] of Object.entries(values)) {
      new CfnOutput(this, name, { value }).overrideLogicalId(name);
    }
  }
}
