import type { Operation } from '../../lib/http/openapi/operation.ts';
import { operations as assign } from '../assign/operations.ts';
import { operations as bulkAssign } from '../bulk-assign/operations.ts';
import { operations as changes } from '../changes/operations.ts';
import { operations as crmOwners } from '../crm-owners/operations.ts';
import { operations as health } from '../health/operations.ts';
import { operations as imports } from '../imports/operations.ts';
import { operations as jobs } from '../jobs/operations.ts';
import { operations as owners } from '../owners/operations.ts';
import { operations as properties } from '../properties/operations.ts';
import { operations as records } from '../records/operations.ts';
import { operations as rotations } from '../rotations/operations.ts';
import { operations as salesforce } from '../salesforce/operations.ts';
import { operations as search } from '../search/operations.ts';
import { operations as settings } from '../settings/operations.ts';
import { operations as teams } from '../teams/operations.ts';
import { operations as users } from '../users/operations.ts';
import { operations as workflows } from '../workflows/operations.ts';
import { operations as documentation } from './operations.ts';

/** Every operation of the API by its route key, in the order in which the page shows them. */
export const operations: Readonly<Record<string, Operation>> = {
  ...assign,
  ...bulkAssign,
  ...jobs,
  ...imports,
  ...rotations,
  ...workflows,
  ...changes,
  ...records,
  ...search,
  ...owners,
  ...teams,
  ...crmOwners,
  ...users,
  ...salesforce,
  ...properties,
  ...settings,
  ...health,
  ...documentation,
};
