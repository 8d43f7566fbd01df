import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import { NODE_OPTIONS } from './node-options.ts';
import type { Resource, ResourceActions, ResourceService } from './resource.ts';

export interface ServiceFunctionProps {
  readonly settings: StageSettings;
  /** The folder that holds this function's `index.cjs` and nothing that belongs to another. */
  readonly directory: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
}

/**
 * One Lambda function with a bundle, a role and a log group of its own. It starts with the right to write its log and
 * its traces and to do nothing else; each `use` adds one thing.
 */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly timeout: Duration;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    this.timeout = Duration.seconds(props.timeoutSeconds);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.settings.logRetention,
      removalPolicy: props.settings.removalPolicy,
    });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.directory),
      handler: 'index.handler',
      role: this.#role,
      timeout: this.timeout,
      memorySize: props.memoryMiB,
      tracing: Tracing.ACTIVE,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { NODE_OPTIONS },
    });
    this.#allow(logGroup.logGroupArn, ['logs:CreateLogStream', 'logs:PutLogEvents']);
    acknowledge(
      this.#role,
      'AwsSolutions-IAM5[Resource::*]',
      'X-Ray knows no resources: PutTraceSegments and PutTelemetryRecords can only be granted on *.',
    );
  }

  /**
   * Gives the function a resource: the environment variable that names it, and the right to do exactly these actions
   * on it. One call, so that neither can be forgotten.
   */
  use<Service extends ResourceService>(
    resource: Resource<Service>,
    ...actions: readonly ResourceActions[Service][]
  ): this {
    this.lambda.addEnvironment(resource.variable.name, resource.variable.value);
    this.#allow(
      resource.arn,
      actions.map((action) => `${resource.service}:${action}`),
    );
    if (resource.wildcard !== undefined) {
      const { finding, reason } = resource.wildcard;
      acknowledge(this.#role, `AwsSolutions-IAM5[${finding}]`, reason);
    }
    return this;
  }

  #allow(arn: string, actions: string[]): void {
    this.#role.addToPolicy(new PolicyStatement({ actions, resources: [arn] }));
  }
}
