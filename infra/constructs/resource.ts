/** The actions that a function may ask for, by AWS service. */
export interface ResourceActions {
  readonly dynamodb:
    | 'GetItem'
    | 'BatchGetItem'
    | 'Query'
    | 'PutItem'
    | 'UpdateItem'
    | 'DeleteItem'
    | 'BatchWriteItem'
    | 'ConditionCheckItem';
  readonly s3: 'GetObject' | 'PutObject' | 'AbortMultipartUpload';
  readonly sqs: 'SendMessage';
  readonly sns: 'Publish';
}

export type ResourceService = keyof ResourceActions;

/** Something that a function uses: what it is called in the environment, and what a grant on it names. */
export interface Resource<Service extends ResourceService> {
  readonly service: Service;
  readonly arn: string;
  readonly variable: { readonly name: string; readonly value: string };
  /** Set where the ARN must hold a wildcard: cdk-nag's name for that, and why it must. */
  readonly wildcard?: { readonly finding: string; readonly reason: string };
}
