/** Where a function finds the services, and as whom it calls them. */
export interface ServiceAccess {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly endpoints: {
    readonly dynamodb: string;
    readonly s3: string;
    readonly sqs: string;
    readonly sns: string;
  };
}

interface FunctionIdentity {
  readonly name: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMegabytes: number;
  readonly directory: string;
}

/**
 * The environment variables that Lambda sets, then those of the template, then the endpoints that make the AWS SDK call the
 * emulators. Nothing of the host's own environment gets in, as nothing of it would in the cloud.
 *
 * Source: "Defined runtime environment variables" in the Lambda developer guide.
 */
export function functionVariables(
  { name, handler, runtime, memoryMegabytes, directory }: FunctionIdentity,
  access: ServiceAccess,
  declared: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: directory,
    _HANDLER: handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: access.region,
    AWS_DEFAULT_REGION: access.region,
    AWS_ACCESS_KEY_ID: access.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: access.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: 'local',
    ...declared,
    AWS_ENDPOINT_URL_DYNAMODB: access.endpoints.dynamodb,
    AWS_ENDPOINT_URL_S3: access.endpoints.s3,
    AWS_ENDPOINT_URL_SQS: access.endpoints.sqs,
    AWS_ENDPOINT_URL_SNS: access.endpoints.sns,
  };
}
