import { concurrently } from '../../lib/app/concurrently.ts';
import { chunksOf } from '../../lib/chunks-of.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { bodyOf, type Fields, post } from './rota.ts';

/** The most that one request creates or reads. */
const mostAtOnce = 100;
const requestsAtOnce = 4;

/** New records of a running service, by id. */
export const manyRecords = async (
  objectType: ObjectType,
  count: number,
  propertiesOf: (n: number) => Fields,
): Promise<string[]> => {
  const inputs = Array.from({ length: count }, (_, n) => ({ properties: propertiesOf(n) }));
  const made = await concurrently(chunksOf(inputs, mostAtOnce), requestsAtOnce, async (some) => {
    const path = `/crm/v3/objects/${objectType}/batch/create`;
    return (await bodyOf(post(path, { inputs: some })))['results'] as Fields[];
  });
  return made.flat().map(({ id }) => String(id));
};

/** The owners of records, read so many at a time as may be; `null` stands for none. */
export const ownersOf = async (
  objectType: ObjectType,
  ids: readonly string[],
): Promise<(string | null)[]> => {
  const read = await concurrently(chunksOf(ids, mostAtOnce), requestsAtOnce, async (some) => {
    const body = { inputs: some.map((id) => ({ id })), properties: ['hubspot_owner_id'] };
    const path = `/crm/v3/objects/${objectType}/batch/read`;
    return (await bodyOf(post(path, body)))['results'] as { properties: Fields }[];
  });
  return read.flat().map(({ properties }) => (properties['hubspot_owner_id'] ?? null) as string | null);
};

/** How many of the records each owner has. */
export const sharesOf = async (
  objectType: ObjectType,
  ids: readonly string[],
): Promise<Record<string, number>> => {
  const byOwner = Map.groupBy(await ownersOf(objectType, ids), String);
  return Object.fromEntries([...byOwner].map(([owner, all]) => [owner, all.length]));
};
