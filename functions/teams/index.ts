import { answerOnce } from '../../lib/http/answer-once.ts';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { newId } from '../../lib/runtime/ids.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE, REQUESTS_TABLE } = environment('DIRECTORY_TABLE', 'REQUESTS_TABLE');
const dynamo = dynamoClient();

const answer = createHandler({
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  teams: teamStore(dynamo, DIRECTORY_TABLE),
  now,
  newId,
});

export const handler = answerOnce(requestStore(dynamo, REQUESTS_TABLE), answer);
