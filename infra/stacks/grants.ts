import type { Resource } from '../constructs/resource.ts';
import type { Tables } from '../constructs/tables.ts';
import type { Functions } from './functions.ts';

export interface Granted {
  readonly tables: Tables;
  readonly uploads: Resource<'s3'>;
  readonly rotationQueue: Resource<'sqs'>;
  readonly importQueue: Resource<'sqs'>;
}

/**
 * What every function may touch, and how. A transaction needs the right to each of its parts (`PutItem`,
 * `ConditionCheckItem`, ...); `Query` is granted on the table or on the index that the code asks, never on both.
 */
export function grantEverything(
  functions: Functions,
  { tables, uploads, rotationQueue, importQueue }: Granted,
): void {
  const { records, recordKeys, changes, directory, rotations, jobs } = tables;

  for (const administration of [functions.owners, functions.teams]) {
    administration.use(
      directory.resource,
      'GetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    );
  }

  functions.settings.use(directory.resource, 'GetItem', 'PutItem', 'UpdateItem');

  functions.records
    .use(records.resource, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem')
    .use(records.index('byOwner'), 'Query')
    .use(records.index('byType'), 'Query')
    .use(recordKeys.resource, 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem')
    .use(directory.resource, 'GetItem', 'Query');

  for (const assignment of [functions.assign, functions['bulk-assign']]) {
    assignment.use(records.resource, 'GetItem', 'UpdateItem').use(directory.resource, 'GetItem', 'Query');
  }

  functions.rotations
    .use(directory.resource, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem')
    .use(rotations.resource, 'GetItem', 'Query', 'PutItem', 'UpdateItem')
    .use(records.resource, 'BatchGetItem')
    .use(rotationQueue, 'SendMessage');

  functions.rotate
    .use(rotations.resource, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem')
    .use(records.resource, 'GetItem', 'BatchGetItem', 'UpdateItem')
    .use(directory.resource, 'GetItem', 'BatchGetItem', 'Query');

  functions.imports
    .use(jobs.resource, 'GetItem', 'Query', 'PutItem')
    .use(jobs.index('byKind'), 'Query')
    .use(uploads, 'PutObject');

  functions['import-csv']
    .use(uploads, 'GetObject')
    .use(jobs.resource, 'GetItem', 'PutItem', 'UpdateItem')
    .use(importQueue, 'SendMessage');

  functions['import-chunk']
    .use(uploads, 'GetObject')
    .use(jobs.resource, 'GetItem', 'PutItem', 'UpdateItem')
    .use(records.resource, 'GetItem', 'BatchGetItem', 'PutItem')
    .use(recordKeys.resource, 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem')
    .use(directory.resource, 'GetItem', 'BatchGetItem', 'Query');

  functions['record-changes'].use(changes.resource, 'BatchWriteItem', 'PutItem');

  functions.changes.use(changes.resource, 'Query').use(records.resource, 'GetItem');
}
