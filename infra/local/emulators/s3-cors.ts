import type { CorsRule } from '../resources/bucket.ts';
import type { FauxqsApp } from './aws.ts';

/** Whether `pattern`, which may hold one `*`, covers the text. */
function covers(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*', 2);
  if (after === undefined) return pattern === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

/** The first rule that allows this origin, method and set of headers, as S3 chooses it. */
export function findCorsRule(
  rules: readonly CorsRule[],
  request: { readonly origin: string; readonly method: string; readonly headers: readonly string[] },
): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.AllowedOrigins.some((pattern) => covers(pattern, request.origin)) &&
      rule.AllowedMethods.includes(request.method) &&
      request.headers.every((header) =>
        (rule.AllowedHeaders ?? []).some((pattern) => covers(pattern.toLowerCase(), header.toLowerCase())),
      ),
  );
}

/** Answers preflight requests and adds CORS headers, by the buckets' own rules; fauxqs knows none. */
export function answerCors(app: FauxqsApp, rulesByBucket: ReadonlyMap<string, readonly CorsRule[]>): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const bucket = request.url.split(/[/?]/)[1] ?? '';
    const rules = rulesByBucket.get(bucket);
    if (origin === undefined || rules === undefined) return;
    const preflight = request.method === 'OPTIONS';
    const wanted = request.headers['access-control-request-headers'] ?? '';
    const rule = findCorsRule(rules, {
      origin,
      method: preflight ? String(request.headers['access-control-request-method']) : request.method,
      headers: preflight ? wanted.split(',').flatMap((name) => name.trim() || []) : [],
    });
    if (rule !== undefined) {
      reply.header('access-control-allow-origin', rule.AllowedOrigins.includes('*') ? '*' : origin);
      reply.header('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
      if (rule.ExposedHeaders !== undefined) {
        reply.header('access-control-expose-headers', rule.ExposedHeaders.join(', '));
      }
    }
    if (!preflight) return;
    if (rule === undefined) {
      await reply.status(403).send('CORSResponse: This CORS request is not allowed.');
      return;
    }
    reply.header('access-control-allow-methods', rule.AllowedMethods.join(', '));
    if (wanted !== '') reply.header('access-control-allow-headers', wanted);
    if (rule.MaxAge !== undefined) reply.header('access-control-max-age', String(rule.MaxAge));
    await reply.status(200).send();
  });
}
