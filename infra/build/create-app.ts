import { App } from 'aws-cdk-lib/core';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { RotaStage } from '../stacks/rota-stage.ts';
import { type StageName, stages } from '../stages.ts';
import type { FunctionBundle } from './function-bundle.ts';

export interface AppOptions {
  readonly stageNames: readonly StageName[];
  readonly bundles: readonly FunctionBundle[];
  /** Where the cloud assembly goes; by default where the CDK command line says. */
  readonly outdir?: string;
  /** Whether every template is checked against CloudFormation's rules: seconds, so not for a local start. */
  readonly validate: boolean;
}

/** The CDK app with these stages, under the feature flags of `cdk.json` whoever synthesizes it. */
export function createApp({ stageNames, bundles, outdir, validate }: AppOptions): App {
  const app = new App({
    ...(outdir === undefined ? {} : { outdir }),
    context: cdkJson.context,
    // The command line turns failing off and then looks only at the stacks that it was asked for: of `cdk synth`, none.
    postCliContext: { '@aws-cdk/core:failSynthOnValidationErrors': true },
    builtinCloudFormationValidation: validate,
    analyticsReporting: false,
    treeMetadata: false,
  });
  for (const name of stageNames) new RotaStage(app, `rota-${name}`, { settings: stages[name], bundles });
  return app;
}
