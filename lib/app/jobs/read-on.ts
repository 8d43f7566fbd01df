import type { Place } from '../../domain/job/job.ts';
import { nextPartition, type Road } from '../../domain/job/place.ts';
import type { Page } from '../ports/directory.ts';

/** Something that was found on a road, and the place behind it. */
export type Found<T> = { item: T; behind: Place };

type Walk<T> = {
  road: Road;
  limit: number;
  /** The next of a partition, in the order of their keys. */
  read: (place: Place, limit: number) => Promise<Page<T>>;
  keyOf: (item: T) => string;
  /** Whether what stands in two partitions may be on one page. */
  together: (place: Place, next: Place) => boolean;
};

/**
 * Reads on from a place until a page is full or the road ends. A partition that holds nothing more costs a read, and nothing is
 * written for it.
 *
 * @returns what was found, and where the next page begins; undefined if there is none
 */
export const readOn = async <T>(
  from: Place,
  { road, limit, read, keyOf, together }: Walk<T>,
): Promise<{ found: Found<T>[]; until: Place | undefined }> => {
  const found: Found<T>[] = [];
  let at = from;
  for (;;) {
    const here = at;
    const { results, next } = await read(here, limit - found.length);
    found.push(...results.map((item) => ({ item, behind: { ...here, after: keyOf(item) } })));
    if (next !== undefined) return { found, until: { ...here, after: next } };
    const following = nextPartition(here, road);
    const full = found.length === limit || (following && found.length > 0 && !together(here, following));
    if (full || following === undefined) return { found, until: following };
    at = following;
  }
};
