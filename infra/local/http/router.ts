/** A route of the API, by its key: `GET /owners/{id}`, `ANY /{proxy+}` or `$default`. */
export interface RouteMatch<Route> {
  readonly route: Route;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute<Route> {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly Segment[];
}

type Segment = { readonly kind: 'static' | 'parameter' | 'greedy'; readonly name: string };

const RANK = { static: 0, parameter: 1, greedy: 2 } as const;

function compile<Route>(routeKey: string, route: Route): CompiledRoute<Route> {
  if (!/^[A-Z]+ \/(\S*[^/\s])?$/.test(routeKey))
    throw new Error(`API Gateway refuses the route key '${routeKey}'.`);
  const [method = '', path = ''] = routeKey.split(' ');
  const segments = path
    .slice(1)
    .split('/')
    .map((text): Segment => {
      const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
      if (name === undefined) return { kind: 'static', name: text };
      return { kind: plus === '+' ? 'greedy' : 'parameter', name };
    });
  return { route, method, segments };
}

/** The most specific first, judged from the left: a static segment, a parameter, a greedy one; a method before `ANY`. */
function compare(left: CompiledRoute<unknown>, right: CompiledRoute<unknown>): number {
  for (const [position, segment] of left.segments.entries()) {
    const other = right.segments[position];
    if (other === undefined) return -1;
    if (segment.kind !== other.kind) return RANK[segment.kind] - RANK[other.kind];
  }
  if (left.segments.length < right.segments.length) return 1;
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function matchPath(
  segments: readonly Segment[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [position, { kind, name }] of segments.entries()) {
    const part = parts[position];
    if (part === undefined) return;
    // May be empty: `/files/` belongs to `/files/{proxy+}`, since no key can end in a slash.
    if (kind === 'greedy') return { ...parameters, [name]: decode(parts.slice(position).join('/')) };
    if (kind === 'static' ? decode(part) !== name : part === '') return;
    if (kind === 'parameter') parameters[name] = decode(part);
  }
  return parts.length === segments.length ? parameters : undefined;
}

/**
 * Chooses routes as an HTTP API does: the full match before the greedy one before `$default`. A trailing slash makes
 * another path. Throws for a key that API Gateway refuses.
 *
 * Source: "Create routes for HTTP APIs" in the API Gateway developer guide.
 */
export function createRouter<Route extends { readonly routeKey: string }>(
  routes: readonly Route[],
): (method: string, rawPath: string) => RouteMatch<Route> | undefined {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const table = routes
    .filter((route) => route !== fallback)
    .map((route) => compile(route.routeKey, route))
    .sort(compare);
  return (method, rawPath) => {
    const parts = rawPath.slice(1).split('/');
    for (const candidate of table) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = matchPath(candidate.segments, parts);
      if (pathParameters !== undefined) return { route: candidate.route, pathParameters };
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
  };
}
