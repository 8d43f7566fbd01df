import { Stage } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { FunctionBundle } from '../build/function-bundle.ts';
import type { StageSettings } from '../stages.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';

export interface RotaStageProps {
  readonly settings: StageSettings;
  readonly bundles: readonly FunctionBundle[];
}

/** One whole environment: what must be kept in one stack, what can be replaced at any time in the other. */
export class RotaStage extends Stage {
  constructor(scope: Construct, id: string, { settings, bundles }: RotaStageProps) {
    const { account, region } = settings;
    super(scope, id, { env: account === undefined ? { region } : { account, region } });
    const stored = new DataStack(this, 'data', settings);
    new ServiceStack(this, 'service', { settings, bundles, stored });
  }
}
