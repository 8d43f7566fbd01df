import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { ApiHandler } from '../../lib/http/api.ts';

/** What a new process says of its first call. */
export type ColdStart = { milliseconds: number; residentBytes: number; status: number };

// The event comes with the start: reading it is no part of what is measured.
const [bundle = '', text = ''] = process.argv.slice(2);
const event = JSON.parse(text) as APIGatewayProxyEventV2;

const call = async (): Promise<ColdStart> => {
  const begin = performance.now();
  const { handler } = (
    bundle.endsWith('.cjs')
      ? createRequire(import.meta.url)(bundle)
      : await import(pathToFileURL(bundle).href)
  ) as { handler: ApiHandler };
  const { statusCode = 0 } = await handler(event, {} as Context);
  const milliseconds = performance.now() - begin;
  return { milliseconds, residentBytes: process.memoryUsage.rss(), status: statusCode };
};

try {
  process.stdout.write(`${JSON.stringify(await call())}\n`, () => process.exit());
} catch (error) {
  // By itself Node would show the line that failed, which in a bundle is all of it.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
