import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../../functions/documentation/operations-of-all.ts';

const functions = await Promise.all(
  globSync('functions/*/routes.ts').map(async (file) => ({
    file,
    routes: ((await import(`../../../../${file}`)) as { routes: readonly string[] }).routes,
  })),
);

/** API Gateway takes a path with a slash at its end for another one: such a route is the same one twice. */
const isAnotherForm = (route: string): boolean => route.endsWith('{proxy+}');

describe('the document', () => {
  it.each(functions)('describes every route of $file', ({ routes }) => {
    const own = routes.filter((route) => !isAnotherForm(route));
    expect(own).not.toEqual([]);
    expect(own.filter((route) => operations[route] === undefined)).toEqual([]);
  });

  it('describes nothing that is not a route', () => {
    const routes = new Set(functions.flatMap((each) => each.routes));
    expect(Object.keys(operations).filter((route) => !routes.has(route))).toEqual([]);
  });
});
