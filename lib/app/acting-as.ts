import { importIdFrom } from '../domain/import/import-id.ts';
import { ulidFrom } from '../domain/ulid.ts';
import { hashOf, shortIdOf } from './derived-id.ts';
import type { FirstRequest } from './ports/requests.ts';

/** Where a use case gets its time and its ids from. */
type Sources = Record<'now' | 'newId' | 'newSortableId' | 'newImportId', () => string>;

const sourcesOf = ({ requestId, at }: FirstRequest): Sources => {
  const hash = hashOf([requestId, at]);
  return {
    now: () => at,
    newId: () => shortIdOf(hash),
    newSortableId: () => ulidFrom(Date.parse(at), 0, String(hash)),
    newImportId: () => importIdFrom(hash),
  };
};

/**
 * What a use case needs, with the time and the id of a request that may be repeated: they follow from the request, so whoever does it
 * again makes the same thing, and finds it made. A request makes one thing, so it has one id in each form. Without such a request
 * they are as they were.
 */
export const actingAs = <Deps extends object>(deps: Deps, request: FirstRequest | undefined): Deps => {
  if (request === undefined) return deps;
  const own = Object.entries(sourcesOf(request)).filter(([name]) => name in deps);
  return { ...deps, ...Object.fromEntries(own) };
};
