import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';

import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { Resource } from './resource.ts';

/** Files below this prefix are imports; nothing else in the bucket starts anything. */
export const IMPORT_PREFIX = 'imports/';

/** What uploads that are no plain CSV were converted to, for as long as their import runs. */
const CONVERTED_PREFIX = 'converted/';

/** What was wrong with the rows of imports, as files. */
const REPORT_PREFIX = 'reports/';

const KEEP_UPLOADS = Duration.days(30);
const KEEP_ACCESS_LOGS = Duration.days(90);

/**
 * The bucket that CSV files are uploaded to, and the one that says who did.
 *
 * It keeps no old versions: an import reads by ETag, so it notices a file that is replaced under it, and personal
 * data that somebody deletes or that expires is gone.
 */
export class ImportBucket extends Construct {
  readonly bucket: Bucket;
  /** The uploads, to read or to sign a form for. */
  readonly uploads: Resource<'s3'>;
  /** The texts that they were converted to. */
  readonly converted: Resource<'s3'>;
  /** The error reports. */
  readonly reports: Resource<'s3'>;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    const shared = {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: settings.removalPolicy,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...shared,
      lifecycleRules: [{ expiration: KEEP_ACCESS_LOGS }],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...shared,
      // Under exactOptionalPropertyTypes the CDK's class does not fit its own interface.
      serverAccessLogsBucket: accessLogs as IBucket,
      lifecycleRules: [
        { prefix: IMPORT_PREFIX, expiration: KEEP_UPLOADS },
        { prefix: CONVERTED_PREFIX, expiration: KEEP_UPLOADS },
        { prefix: REPORT_PREFIX, expiration: KEEP_UPLOADS },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: settings.corsOrigins.length === 0 ? [] : [uploadsFrom(settings.corsOrigins)],
    });
    this.uploads = this.#objectsBelow(IMPORT_PREFIX, 'Whoever uploads a file names it');
    this.converted = this.#objectsBelow(CONVERTED_PREFIX, 'They are named for their imports');
    this.reports = this.#objectsBelow(REPORT_PREFIX, 'They are named for their imports');
  }

  #objectsBelow(prefix: string, reason: string): Resource<'s3'> {
    return {
      service: 's3',
      arn: this.bucket.arnForObjects(`${prefix}*`),
      variable: { name: 'IMPORT_BUCKET', value: this.bucket.bucketName },
      wildcard: {
        finding: `Resource::<${logicalId(this.bucket)}.Arn>/${prefix}*`,
        reason: `${reason}; the prefix is as narrow as this can be.`,
      },
    };
  }
}

function logicalId(bucket: Bucket): string {
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) throw new Error(`${bucket.node.path} holds no AWS::S3::Bucket`);
  return Stack.of(bucket).getLogicalId(defaultChild);
}

/** A browser posts the form that `POST /ownership/v1/imports` signed, and reads the ETag from the answer. */
function uploadsFrom(origins: readonly string[]) {
  return {
    allowedMethods: [HttpMethods.POST],
    allowedOrigins: [...origins],
    allowedHeaders: ['*'],
    exposedHeaders: ['ETag'],
    maxAge: 3_600,
  };
}
