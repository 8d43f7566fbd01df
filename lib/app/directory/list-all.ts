import type { Page, PageRequest } from '../ports/directory.ts';

const largestPage = 500;

/** Everything that a list holds, page after page. */
export const listAll = async <T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> => {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const page = await list({ limit: largestPage, after });
    all.push(...page.results);
    after = page.next;
  } while (after !== undefined);
  return all;
};

/** A page of those that are wanted among the entries of a list, which are in the order of their ids. */
export const listWanted = async <T extends { id: string }>(
  list: (page: PageRequest) => Promise<Page<T>>,
  wanted: (entry: T) => boolean,
  { limit, after }: PageRequest,
): Promise<Page<T>> => {
  const found: T[] = [];
  let from = after;
  do {
    const page = await list({ limit: largestPage, after: from });
    found.push(...page.results.filter(wanted));
    from = page.next;
  } while (from !== undefined && found.length <= limit);
  const results = found.slice(0, limit);
  return { results, next: found.length > limit ? results.at(-1)?.id : undefined };
};
