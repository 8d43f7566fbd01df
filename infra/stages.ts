import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';

/** Whose tokens the API takes, and for whom they must have been issued. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** Everything in which one environment differs from another. Nothing else may ask for a stage by name. */
export interface StageSettings {
  /** Leave out to deploy into whatever account the credentials belong to. */
  readonly account?: string;
  readonly region: string;
  /** What happens to tables, buckets and logs when their stack goes. */
  readonly removalPolicy: RemovalPolicy;
  /** Also refuses to delete a table or the data stack until it is switched off. */
  readonly deletionProtection: boolean;
  readonly pointInTimeRecovery: boolean;
  readonly logRetention: RetentionDays;
  /** Requests per second over the whole API, and how many may come at once. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Receives every alarm; the subscription must be confirmed from that mailbox once. */
  readonly alarmEmail?: string;
  /**
   * Whose tokens are taken. The issuer must serve `.well-known/openid-configuration` below this address, when it is deployed. Left
   * out, the environment gets an issuer of its own: a Cognito user pool with one machine client.
   */
  readonly jwt?: TokenIssuer;
  /** Units per second that the busiest tables take from their first minute on; a new table starts at 4,000 writes. */
  readonly warmThroughput?: { readonly readUnitsPerSecond: number; readonly writeUnitsPerSecond: number };
  /** How many copies of a worker one queue may start: 2 to 1,000. */
  readonly concurrency: {
    readonly rotate: number;
    readonly importChunk: number;
    readonly runJob: number;
    readonly companyOwner: number;
    readonly tellOwners: number;
    readonly runWorkflow: number;
    readonly salesforceInbox: number;
  };
  /** How long a run must be quiet before its owners are told of it: 1 to 900 s. */
  readonly notifyAfterQuietSeconds: number;
  /** Origins of web pages that may call the API and upload to the bucket; none switches CORS off. */
  readonly corsOrigins: readonly string[];
}

const local: StageSettings = {
  account: '000000000000',
  region: 'us-east-1',
  removalPolicy: RemovalPolicy.DESTROY,
  deletionProtection: false,
  pointInTimeRecovery: true,
  logRetention: RetentionDays.ONE_DAY,
  throttle: { rate: 2_000, burst: 2_000 },
  jwt: { issuer: 'https://issuer.rota.invalid/', audience: ['rota'] },
  concurrency: {
    rotate: 4,
    importChunk: 4,
    runJob: 2,
    companyOwner: 2,
    tellOwners: 2,
    runWorkflow: 4,
    salesforceInbox: 2,
  },
  notifyAfterQuietSeconds: 3,
  corsOrigins: ['*'],
};

/** Before the first deployment of dev, staging and prod, replace `alarmEmail` and `corsOrigins` with your own, and add `jwt` if you have an identity provider. */
const dev: StageSettings = {
  region: 'eu-central-1',
  removalPolicy: RemovalPolicy.DESTROY,
  deletionProtection: false,
  pointInTimeRecovery: true,
  logRetention: RetentionDays.ONE_WEEK,
  throttle: { rate: 50, burst: 100 },
  concurrency: {
    rotate: 5,
    importChunk: 5,
    runJob: 2,
    companyOwner: 2,
    tellOwners: 2,
    runWorkflow: 5,
    salesforceInbox: 2,
  },
  notifyAfterQuietSeconds: 5,
  corsOrigins: ['http://localhost:5173'],
};

const staging: StageSettings = {
  region: 'eu-central-1',
  removalPolicy: RemovalPolicy.RETAIN,
  deletionProtection: true,
  pointInTimeRecovery: true,
  logRetention: RetentionDays.ONE_MONTH,
  throttle: { rate: 200, burst: 400 },
  alarmEmail: 'rota-staging-alarms@example.com',
  concurrency: {
    rotate: 20,
    importChunk: 20,
    runJob: 5,
    companyOwner: 5,
    tellOwners: 5,
    runWorkflow: 20,
    salesforceInbox: 5,
  },
  notifyAfterQuietSeconds: 10,
  corsOrigins: [],
};

const prod: StageSettings = {
  region: 'eu-central-1',
  removalPolicy: RemovalPolicy.RETAIN,
  deletionProtection: true,
  pointInTimeRecovery: true,
  logRetention: RetentionDays.ONE_YEAR,
  throttle: { rate: 500, burst: 1_000 },
  alarmEmail: 'rota-alarms@example.com',
  warmThroughput: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 8_000 },
  concurrency: {
    rotate: 50,
    importChunk: 50,
    runJob: 10,
    companyOwner: 10,
    tellOwners: 10,
    runWorkflow: 50,
    salesforceInbox: 10,
  },
  notifyAfterQuietSeconds: 10,
  corsOrigins: [],
};

export const stages = { local, dev, staging, prod };

export type StageName = keyof typeof stages;
