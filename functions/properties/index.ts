import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { propertyStore } from '../../lib/store/directory/property-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { createHandler } from './handler.ts';

const { DIRECTORY_TABLE } = environment('DIRECTORY_TABLE');
const dynamo = dynamoClient();

export const handler = createHandler({
  properties: propertyStore(dynamo, DIRECTORY_TABLE),
  rotations: rotationReader(dynamo, DIRECTORY_TABLE),
  now,
});
