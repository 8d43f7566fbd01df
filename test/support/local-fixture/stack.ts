import { type CfnStage, CorsHttpMethod, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, type ITable, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  FilterCriteria,
  FilterRule,
  Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket, EventType, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { functionProps, output } from './parts.ts';

export const ISSUER = 'https://issuer.fixture.invalid/';

/** The stateful half: read by the other stack through exports. */
export class FixtureData extends Stack {
  readonly table: TableV2;
  readonly bucket: Bucket;
  readonly uploadFailures: Queue;

  constructor(scope: Construct, id: string, code: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        { indexName: 'byKind', partitionKey: { name: 'kind', type: AttributeType.STRING } },
      ],
    });
    this.uploadFailures = new Queue(this, 'UploadFailures');
    this.bucket = new Bucket(this, 'Bucket', {
      cors: [
        { allowedMethods: [HttpMethods.POST], allowedOrigins: ['https://*.example'], allowedHeaders: ['*'] },
      ],
    });
    const upload = new LambdaFunction(this, 'Upload', {
      ...functionProps(code, 'upload'),
      onFailure: new SqsDestination(this.uploadFailures),
    });
    this.bucket.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(upload), {
      prefix: 'in/',
      suffix: '.csv',
    });
    output(this, 'RecordsTable', this.table.tableName);
    output(this, 'ImportBucket', this.bucket.bucketName);
    output(this, 'UploadFailuresUrl', this.uploadFailures.queueUrl);
  }
}

/** The stateless half. */
export class FixtureService extends Stack {
  constructor(scope: Construct, id: string, { code, data }: { code: string; data: FixtureData }) {
    super(scope, id);
    this.#addQueues(code);
    this.#addStreams(code, data);
    this.#addApi(code, data);
    Tags.of(this).add('purpose', 'test');
  }

  #addQueues(code: string): void {
    const queue = (name: string, fifo: boolean) => {
      const shape = fifo ? { fifo, contentBasedDeduplication: true } : {};
      const dead = new Queue(this, `${name}Dead`, shape);
      const live = new Queue(this, name, { ...shape, deadLetterQueue: { queue: dead, maxReceiveCount: 2 } });
      output(this, `${name}Url`, live.queueUrl);
      output(this, `${name}DeadUrl`, dead.queueUrl);
      return live;
    };
    const work = new LambdaFunction(this, 'Work', functionProps(code, 'queue'));
    const workQueue = queue('WorkQueue', false);
    work.addEventSource(
      new SqsEventSource(workQueue, {
        batchSize: 25,
        maxBatchingWindow: Duration.seconds(1),
        reportBatchItemFailures: true,
        maxConcurrency: 2,
      }),
    );
    const order = new LambdaFunction(this, 'Order', functionProps(code, 'queue'));
    order.addEventSource(new SqsEventSource(queue('OrderQueue', true), { reportBatchItemFailures: true }));
    const picky = new LambdaFunction(this, 'Picky', functionProps(code, 'queue'));
    picky.addEventSource(
      new SqsEventSource(queue('PickyQueue', false), {
        reportBatchItemFailures: true,
        filters: [FilterCriteria.filter({ body: { kind: FilterRule.isEqual('wanted') } })],
      }),
    );
    output(this, 'RotationQueueUrl', workQueue.queueUrl);
    output(this, 'RotationDeadLetterQueueUrl', workQueue.queueUrl);
    output(this, 'ImportQueueUrl', workQueue.queueUrl);
    output(this, 'ImportDeadLetterQueueUrl', workQueue.queueUrl);
  }

  #addStreams(code: string, data: FixtureData): void {
    // Under exactOptionalPropertyTypes the CDK's class does not fit its own interface.
    const table = data.table as ITable;
    const failures = new Queue(this, 'StreamFailures');
    output(this, 'StreamFailuresUrl', failures.queueUrl);
    const bisecting = new LambdaFunction(this, 'Bisecting', functionProps(code, 'stream'));
    bisecting.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.LATEST,
        batchSize: 8,
        bisectBatchOnError: true,
        retryAttempts: 2,
        onFailure: new SqsDlq(failures),
        filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') })],
      }),
    );
    const reporting = new LambdaFunction(this, 'Reporting', functionProps(code, 'stream'));
    reporting.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        retryAttempts: 1,
        reportBatchItemFailures: true,
        filters: [FilterCriteria.filter({ dynamodb: { NewImage: { poison: FilterRule.notExists() } } })],
      }),
    );
  }

  /** Rights for one function; no other of the fixture's functions has any but those to its event source. */
  #grant(http: LambdaFunction, { table, bucket }: FixtureData): void {
    const granted = new Queue(this, 'GrantedQueue');
    output(this, 'GrantedQueueUrl', granted.queueUrl);
    const items = ['GetItem', 'PutItem', 'BatchGetItem', 'BatchWriteItem'];
    const rights: readonly [readonly string[], string, Effect?][] = [
      [items.map((action) => `dynamodb:${action}`), table.tableArn],
      [['dynamodb:Query'], `${table.tableArn}/index/byKind`],
      [['sqs:Send*'], granted.queueArn],
      [['s3:GetObject', 's3:PutObject'], bucket.arnForObjects('granted/*')],
      [['s3:PutObject'], bucket.arnForObjects('granted/but/not/*'), Effect.DENY],
    ];
    for (const [actions, resource, effect = Effect.ALLOW] of rights) {
      http.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [resource], effect }));
    }
  }

  #addApi(code: string, data: FixtureData): void {
    const { table } = data;
    const http = new LambdaFunction(this, 'Http', {
      ...functionProps(code, 'http'),
      // Some tests wait for it to run out; the others must not, on a machine that is busy.
      timeout: Duration.seconds(3),
      memorySize: 256,
      environment: { TABLE: table.tableName, ARN: Stack.of(this).formatArn({ service: 'x', resource: 'y' }) },
    });
    this.#grant(http, data);
    const single = new LambdaFunction(this, 'Single', {
      ...functionProps(code, 'http'),
      reservedConcurrentExecutions: 1,
    });
    const hasty = new LambdaFunction(this, 'Hasty', functionProps(code, 'http'));
    const api = new HttpApi(this, 'Api', {
      corsPreflight: {
        allowOrigins: ['https://app.example'],
        allowMethods: [CorsHttpMethod.POST],
        allowHeaders: ['authorization'],
        maxAge: Duration.minutes(5),
      },
    });
    const jwt = new HttpJwtAuthorizer('Jwt', ISSUER, { jwtAudience: ['fixture'] });
    const integration = new HttpLambdaIntegration('HttpIntegration', http);
    const add = (path_: string, ...methods: HttpMethod[]) =>
      api.addRoutes({ path: path_, methods, integration });
    add('/run', HttpMethod.ANY);
    add('/things', HttpMethod.GET);
    add('/things/{id}', HttpMethod.GET);
    add('/things/{id}/parts/{part}', HttpMethod.GET);
    add('/things/special', HttpMethod.ANY);
    add('/files/{proxy+}', HttpMethod.ANY);
    add('/limited', HttpMethod.GET);
    api.addRoutes({ path: '/private', methods: [HttpMethod.GET], integration, authorizer: jwt });
    api.addRoutes({
      path: '/scoped',
      methods: [HttpMethod.GET],
      integration,
      authorizer: jwt,
      authorizationScopes: ['things.read', 'things.write'],
    });
    api.addRoutes({
      path: '/hasty',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('HastyIntegration', hasty, { timeout: Duration.millis(100) }),
    });
    api.addRoutes({
      path: '/single',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('SingleIntegration', single),
    });
    const stage = api.defaultStage?.node.defaultChild as CfnStage;
    stage.routeSettings = { 'GET /limited': { ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 2 } };
    output(this, 'ApiUrl', api.apiEndpoint);
  }
}
