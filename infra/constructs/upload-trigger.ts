import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { ServiceFunction } from './service-function.ts';

export interface UploadTriggerProps {
  readonly settings: StageSettings;
  readonly bucket: Bucket;
  readonly prefix: string;
  readonly target: ServiceFunction;
}

/** The id under which the CDK keeps its one function that writes bucket notifications in a stack. */
const CDK_HANDLER_ID = 'BucketNotificationsHandler050a0587b7544547bf325f094a3db834';

/**
 * Invokes a function for every object created below a prefix of a bucket in another stack.
 *
 * CloudFormation wants notifications on the bucket itself, where they would make the stack of the bucket depend on the
 * stack of the function and both on each other. So the CDK's custom resource writes them from this stack; its function
 * gets a role and a log group as narrow as ours have.
 */
export class UploadTrigger extends Construct {
  constructor(scope: Construct, id: string, props: UploadTriggerProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'WriterLogs', {
      retention: props.settings.logRetention,
      removalPolicy: props.settings.removalPolicy,
    });
    const role = new Role(this, 'WriterRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetBucketNotification', 's3:PutBucketNotification'],
        resources: [props.bucket.bucketArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    const bucket = Bucket.fromBucketAttributes(this, 'Bucket', {
      bucketArn: props.bucket.bucketArn,
      bucketName: props.bucket.bucketName,
      // Else the CDK would add its own, wider policies.
      notificationsHandlerRole: role.withoutPolicyUpdates(),
    });
    bucket.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(props.target.lambda), {
      prefix: props.prefix,
    });
    const writer = Stack.of(this).node.findChild(CDK_HANDLER_ID).node.findChild('Resource');
    if (!CfnResource.isCfnResource(writer)) {
      throw new Error(`The CDK keeps its notification writer elsewhere than in ${CDK_HANDLER_ID}`);
    }
    writer.addPropertyOverride('LoggingConfig.LogGroup', logGroup.logGroupName);
    writer.node.addDependency(role);
  }
}
