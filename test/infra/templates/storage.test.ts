import { describe, expect, test } from 'vitest';
import { refusesPlainHttp } from './statements.ts';
import { templatesOf } from './synthesized.ts';

const templates = templatesOf('local');

interface Keys {
  readonly table: string;
  readonly keys: readonly string[];
  readonly indexes: Readonly<
    Record<string, readonly [partitionKey: string, sortKey: string, projection: string | readonly string[]]>
  >;
}

const everyTable: readonly Keys[] = [
  {
    table: 'RecordsTable',
    keys: ['recordKey'],
    indexes: {
      byOwner: ['ownerShard', 'recordId', 'KEYS_ONLY'],
      byType: ['typeShard', 'recordId', ['properties', 'createdAt', 'updatedAt']],
      byCompany: ['companyShard', 'recordId', 'KEYS_ONLY'],
    },
  },
  { table: 'RecordKeysTable', keys: ['uniqueKey'], indexes: {} },
  { table: 'RequestsTable', keys: ['idempotencyKey'], indexes: {} },
  {
    table: 'ChangesTable',
    keys: ['recordKey', 'changeId'],
    indexes: { byRun: ['runShard', 'changeId', 'ALL'] },
  },
  {
    table: 'SalesforceOwnersTable',
    keys: ['recordKey'],
    indexes: { byConflict: ['conflictShard', 'recordKey', 'ALL'] },
  },
  { table: 'DirectoryTable', keys: ['kind', 'id'], indexes: {} },
  {
    table: 'RotationsTable',
    keys: ['rotationId', 'item'],
    indexes: { byHeld: ['held', 'until', 'KEYS_ONLY'] },
  },
  {
    table: 'JobsTable',
    keys: ['jobId', 'item'],
    indexes: { byKind: ['jobKind', 'startedAs', 'KEYS_ONLY'] },
  },
  { table: 'NoticesTable', keys: ['noticeId', 'item'], indexes: {} },
  {
    table: 'EnrollmentsTable',
    keys: ['enrollmentId'],
    indexes: { byWorkflow: ['workflowShard', 'startedAs', 'KEYS_ONLY'] },
  },
];

test('there are these tables and no others', () => {
  const names = templates.all('AWS::DynamoDB::GlobalTable').map(({ name }) => name);
  expect(names.sort()).toEqual(everyTable.map(({ table }) => table).sort());
  expect(templates.all('AWS::DynamoDB::Table')).toEqual([]);
});

describe.each(everyTable)('$table', ({ table, keys, indexes }) => {
  const { properties } = templates.one('AWS::DynamoDB::GlobalTable', table);

  test('has its keys and indexes, all of them strings', () => {
    expect(properties['KeySchema']).toEqual(keySchema(keys));
    expect(properties['GlobalSecondaryIndexes'] ?? []).toEqual(
      Object.entries(indexes).map(([name, [partitionKey, sortKey, projection]]) => ({
        IndexName: name,
        KeySchema: keySchema([partitionKey, sortKey]),
        Projection:
          typeof projection === 'string'
            ? { ProjectionType: projection }
            : { ProjectionType: 'INCLUDE', NonKeyAttributes: projection },
      })),
    );
    expect(properties['AttributeDefinitions']).not.toContainEqual(
      expect.objectContaining({ AttributeType: expect.not.stringMatching('S') }),
    );
  });

  test('is paid by request and encrypted', () => {
    expect(properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
  });
});

test('only Records and Changes have a stream: of both images, and of the only one that there is', () => {
  const streaming = templates
    .all('AWS::DynamoDB::GlobalTable')
    .filter(({ properties }) => properties['StreamSpecification'] !== undefined);
  expect(streaming.map(({ name, properties }) => [name, properties['StreamSpecification']])).toEqual([
    ['RecordsTable', { StreamViewType: 'NEW_AND_OLD_IMAGES' }],
    ['ChangesTable', { StreamViewType: 'NEW_IMAGE' }],
  ]);
});

describe.each(templates.all('AWS::S3::Bucket'))('$name', ({ name, properties }) => {
  test('is encrypted and open to nobody', () => {
    expect(properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  test('refuses requests without TLS', () => {
    const policy = templates.all('AWS::S3::BucketPolicy').find((each) => each.properties['Bucket'] === name);
    expect(policy !== undefined && refusesPlainHttp(policy, 's3:*')).toBe(true);
  });
});

test('uploads are logged, forgotten after thirty days, and posted by browsers of known origin', () => {
  expect(templates.one('AWS::S3::Bucket', 'ImportBucket').properties).toMatchObject({
    LoggingConfiguration: { DestinationBucketName: 'ImportsAccessLogs' },
    LifecycleConfiguration: {
      Rules: expect.arrayContaining([
        { Prefix: 'imports/', ExpirationInDays: 30, Status: 'Enabled' },
        { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
      ]),
    },
    CorsConfiguration: { CorsRules: [expect.objectContaining({ AllowedMethods: ['POST'] })] },
  });
});

function keySchema(names: readonly string[]) {
  return names.map((name, position) => ({ AttributeName: name, KeyType: position === 0 ? 'HASH' : 'RANGE' }));
}

test('Notices and Requests forget what has expired, and no other table forgets anything', () => {
  const forgetful = templates
    .all('AWS::DynamoDB::GlobalTable')
    .filter(({ properties }) => properties['TimeToLiveSpecification'] !== undefined);
  expect(
    forgetful.map(({ name, properties }) => [name, properties['TimeToLiveSpecification']]).sort(),
  ).toEqual([
    ['NoticesTable', { AttributeName: 'expiresAt', Enabled: true }],
    ['RequestsTable', { AttributeName: 'expiresAt', Enabled: true }],
  ]);
});
