import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

export const createHandler = ({ version }: { version: string }): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/health': async () => ok({ status: 'ok', version }),
  });
