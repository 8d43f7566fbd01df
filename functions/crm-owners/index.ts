import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE } = environment('DIRECTORY_TABLE');
const dynamo = dynamoClient();

export const handler = createHandler({
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  teams: teamStore(dynamo, DIRECTORY_TABLE),
});
