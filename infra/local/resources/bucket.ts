import * as z from 'zod/mini';
import { ignored, physicalName, type ResourceType } from '../assembly/resource-type.ts';

const corsRule = z.strictObject({
  Id: z.optional(z.string()),
  AllowedHeaders: z.optional(z.array(z.string())),
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  ExposedHeaders: z.optional(z.array(z.string())),
  MaxAge: z.optional(z.number()),
});

const properties = z.strictObject({
  BucketName: z.optional(z.string()),
  CorsConfiguration: z.optional(z.strictObject({ CorsRules: z.array(corsRule) })),
  BucketEncryption: ignored('encryption at rest'),
  PublicAccessBlockConfiguration: ignored('the bucket is reachable from this machine only'),
  OwnershipControls: ignored('access control lists'),
  LifecycleConfiguration: ignored('no local environment lives long enough'),
  VersioningConfiguration: ignored('objects keep their newest version only; events carry no version id'),
  LoggingConfiguration: ignored('access logs'),
  Tags: ignored('tags change nothing'),
});

export type CorsRule = z.output<typeof corsRule>;
export type BucketProperties = z.output<typeof properties>;

export const bucket: ResourceType<BucketProperties> = {
  type: 'AWS::S3::Bucket',
  properties,
  identify: ({ raw, endpoints: _endpoints, ...location }) => {
    const name = physicalName(location, raw['BucketName'], 63).toLowerCase();
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${location.stack.region}.amazonaws.com`,
      },
    };
  },
};

const notificationProperties = z.strictObject({
  BucketName: z.string(),
  NotificationConfiguration: z.strictObject({
    LambdaFunctionConfigurations: z._default(
      z.array(
        z.strictObject({
          Id: z.optional(z.string()),
          Events: z.array(z.string()),
          Filter: z.optional(
            z.strictObject({
              Key: z.strictObject({
                FilterRules: z.array(z.strictObject({ Name: z.string(), Value: z.string() })),
              }),
            }),
          ),
          LambdaFunctionArn: z.string(),
        }),
      ),
      [],
    ),
  }),
  ServiceToken: ignored('the function behind it only calls PutBucketNotificationConfiguration'),
  Managed: ignored('who else may configure the bucket'),
  SkipDestinationValidation: ignored('a check at deployment'),
});

export type BucketNotificationProperties = z.output<typeof notificationProperties>;

/** CDK configures notifications through a custom resource; its properties say all that the host needs. */
export const bucketNotifications: ResourceType<BucketNotificationProperties> = {
  type: 'Custom::S3BucketNotifications',
  properties: notificationProperties,
  identify: ({ id }) => ({ ref: id, attributes: {} }),
};
