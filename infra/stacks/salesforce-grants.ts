import type { Resource } from '../constructs/resource.ts';
import type { Tables } from '../constructs/tables.ts';
import type { Functions } from './functions.ts';

/** What the functions that keep owners in step with Salesforce may touch, and how. */
export function grantSalesforce(
  functions: Functions,
  { tables, topic }: { readonly tables: Tables; readonly topic: Resource<'sns'> },
): void {
  const { records, directory, salesforceOwners } = tables;

  for (const incoming of [functions.salesforce, functions['salesforce-inbox']]) {
    incoming
      .use(records.resource, 'GetItem', 'BatchGetItem', 'UpdateItem')
      .use(salesforceOwners.resource, 'GetItem', 'BatchGetItem', 'PutItem')
      .use(directory.resource, 'GetItem');
  }

  functions.salesforce.use(salesforceOwners.index('byConflict'), 'Query');

  functions['salesforce-changes']
    .use(salesforceOwners.resource, 'GetItem', 'PutItem')
    .use(directory.resource, 'GetItem')
    .use(topic, 'Publish');
}
