import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  type StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { Resource } from './resource.ts';

export interface IndexKeys<Name extends string> {
  readonly name: Name;
  readonly partitionKey: string;
  readonly sortKey: string;
  /**
   * `keys` when a reader fetches the items anyway, `all` when the index answers by itself, or the attributes that it needs besides the
   * keys. CloudFormation cannot change this of an index that exists: it takes an index of another name.
   */
  readonly holds: 'keys' | 'all' | readonly string[];
}

export interface TableProps<Index extends string> {
  readonly settings: StageSettings;
  /** The environment variable that gives a function the table's name. */
  readonly variable: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes?: readonly IndexKeys<Index>[];
  readonly stream?: StreamViewType;
  /** The attribute that says, in seconds since 1970, when an item may be forgotten. */
  readonly expiry?: string;
  /** Whether imports write here at full speed, so that the stage's warm throughput applies. */
  readonly busy?: boolean;
}

/** One DynamoDB table: on demand, encrypted, with all keys strings and protected as the stage says. */
export class Table<Index extends string = never> extends Construct {
  readonly table: TableV2;
  readonly resource: Resource<'dynamodb'>;

  constructor(scope: Construct, id: string, props: TableProps<Index>) {
    super(scope, id);
    const { settings } = props;
    const warm =
      props.busy === true && settings.warmThroughput !== undefined
        ? { warmThroughput: settings.warmThroughput }
        : {};
    this.table = new TableV2(this, 'Table', {
      partitionKey: key(props.partitionKey),
      ...(props.sortKey === undefined ? {} : { sortKey: key(props.sortKey) }),
      globalSecondaryIndexes: (props.indexes ?? []).map((index) => ({ ...indexProps(index), ...warm })),
      ...(props.stream === undefined ? {} : { dynamoStream: props.stream }),
      ...(props.expiry === undefined ? {} : { timeToLiveAttribute: props.expiry }),
      ...warm,
      billing: Billing.onDemand(),
      // A key that AWS manages costs nothing and leaves its use in CloudTrail.
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: settings.pointInTimeRecovery },
      deletionProtection: settings.deletionProtection,
      removalPolicy: settings.removalPolicy,
    });
    this.resource = {
      service: 'dynamodb',
      arn: this.table.tableArn,
      variable: { name: props.variable, value: this.table.tableName },
    };
  }

  /** One index of this table: a grant on it does not reach the table, nor the other way round. */
  index(name: Index): Resource<'dynamodb'> {
    return { ...this.resource, arn: `${this.resource.arn}/index/${name}` };
  }
}

function key(name: string) {
  return { name, type: AttributeType.STRING };
}

function indexProps(index: IndexKeys<string>): GlobalSecondaryIndexPropsV2 {
  return {
    indexName: index.name,
    partitionKey: key(index.partitionKey),
    sortKey: key(index.sortKey),
    ...projection(index.holds),
  };
}

function projection(
  holds: IndexKeys<string>['holds'],
): Pick<GlobalSecondaryIndexPropsV2, 'projectionType' | 'nonKeyAttributes'> {
  if (holds === 'all') return { projectionType: ProjectionType.ALL };
  if (holds === 'keys') return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...holds] };
}
