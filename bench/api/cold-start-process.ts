import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { ApiHandler } from '../../lib/http/api.ts';

/** What a new process says of its first call. */
export type ColdStart = { milliseconds: number; residentBytes: number; status: number };

// The event comes with the start: reading it is no part of what is measured.
const [bundle = '', text = ''] = process.argv.slice(2);
const event = JSON.parse(text) as APIGatewayProxyEventV2;

const begin = performance.now();
const { handler } = (
  bundle.endsWith('.cjs') ? createRequire(import.meta.url)(bundle) : await import(pathToFileURL(bundle).href)
) as { handler: ApiHandler };
const { statusCode = 0 } = await handler(event, {} as Context);
const milliseconds = performance.now() - begin;

const found: ColdStart = { milliseconds, residentBytes: process.memoryUsage.rss(), status: statusCode };
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit());
