import { bucket, bucketNotifications } from '../resources/bucket.ts';
import { eventInvokeConfig, eventSourceMapping, lambdaFunction } from '../resources/function.ts';
import { authorizer, httpApi, integration, route, stage } from '../resources/http-api.ts';
import { managedPolicy, policy, role } from '../resources/iam.ts';
import { queue } from '../resources/queue.ts';
import { rule } from '../resources/rule.ts';
import { table } from '../resources/table.ts';
import { subscription, topic } from '../resources/topic.ts';
import type { Assembly, DeclaredResource } from './assembly.ts';
import { arn, type Endpoints, type ResourceType, resourcesOf } from './resource-type.ts';
import { describeResource, type Identity } from './stack.ts';

const MODELLED: readonly ResourceType<unknown>[] = [
  table,
  queue,
  bucket,
  bucketNotifications,
  topic,
  subscription,
  lambdaFunction,
  eventInvokeConfig,
  eventSourceMapping,
  rule,
  httpApi,
  stage,
  integration,
  route,
  authorizer,
  role,
  policy,
  managedPolicy,
];

/** Types without an effect on a local environment, each with the reason. */
const WITHOUT_LOCAL_EFFECT: Readonly<Record<string, string>> = {
  'AWS::Lambda::Permission': 'only the roles of functions are checked locally',
  'AWS::SQS::QueuePolicy': 'only the roles of functions are checked locally',
  'AWS::S3::BucketPolicy': 'only the roles of functions are checked locally',
  'AWS::SNS::TopicPolicy': 'only the roles of functions are checked locally',
  'AWS::KMS::Key': 'nothing is encrypted at rest locally',
  'AWS::KMS::Alias': 'nothing is encrypted at rest locally',
  'AWS::Logs::LogGroup': 'log lines go to the terminal',
  'AWS::Logs::MetricFilter': 'there are no metrics locally',
  'AWS::Logs::QueryDefinition': 'there is no log store to query locally',
  'AWS::CloudWatch::Alarm': 'there are no metrics locally',
  'AWS::CloudWatch::CompositeAlarm': 'there are no metrics locally',
  'AWS::CloudWatch::Dashboard': 'there are no metrics locally',
  'AWS::ApiGateway::Account': 'access logs',
  'AWS::CDK::Metadata': 'usage statistics of CDK',
  'Custom::S3AutoDeleteObjects': 'empties a bucket when its stack is deleted; nothing deletes stacks locally',
};

/**
 * Gives every resource its identity. Throws one error that names every resource whose type is not modelled, by
 * stack, logical id and type.
 */
export function identifyResources(assembly: Assembly, endpoints: Endpoints): void {
  const unknown: string[] = [];
  for (const resource of assembly.resources()) {
    const identity = identify(resource, endpoints);
    if (identity !== undefined) resource.stack.identities.set(resource.id, identity);
    else {
      const { Type } = resource.declaration;
      unknown.push(`${describeResource(resource)}: the type ${Type} is not modelled by the local host.`);
    }
  }
  if (unknown.length > 0) throw new Error(unknown.join('\n'));
}

/** Throws when a modelled resource has an attribute that the host does not know. */
export function checkAttributes(assembly: Assembly): void {
  const modelled = createModelledAssembly(assembly);
  for (const resourceType of MODELLED) resourcesOf(modelled, resourceType);
}

/** The assembly without the functions that only serve CDK's own custom resources. */
export function createModelledAssembly(assembly: Assembly): Assembly {
  return { ...assembly, resources: () => modelledResources(assembly) };
}

function identify(resource: DeclaredResource, endpoints: Endpoints): Identity | undefined {
  const { stack, id, declaration } = resource;
  const modelled = MODELLED.find(({ type }) => type === declaration.Type);
  if (modelled !== undefined) return modelled.identify({ stack, id, raw: declaration.Properties, endpoints });
  if (!(declaration.Type in WITHOUT_LOCAL_EFFECT)) return undefined;
  // A name and an ARN let the resources that mention this one resolve; nothing reads them.
  const name = `${stack.name}-${id}`;
  return { ref: name, attributes: { Arn: arn('local', stack, name) } };
}

/** CDK's custom resources bring functions of their own, found as the target of a `ServiceToken`. */
function modelledResources(assembly: Assembly): DeclaredResource[] {
  const all = assembly.resources();
  const providers = new Set(
    all
      .filter(({ declaration }) => declaration.Type.startsWith('Custom::'))
      .map(({ stack, declaration }) => `${stack.name}/${targetOf(declaration.Properties['ServiceToken'])}`),
  );
  return all.filter(
    ({ stack, id, declaration }) =>
      declaration.Type !== 'AWS::Lambda::Function' || !providers.has(`${stack.name}/${id}`),
  );
}

function targetOf(serviceToken: unknown): string | undefined {
  if (typeof serviceToken !== 'object' || serviceToken === null || !('Fn::GetAtt' in serviceToken)) return;
  const target = serviceToken['Fn::GetAtt'];
  return Array.isArray(target) ? String(target[0]) : String(target).split('.')[0];
}
