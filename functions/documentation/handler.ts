import { NotFound } from '../../lib/domain/errors.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import type { OpenApiDocument } from '../../lib/http/openapi/document.ts';
import { media, ok } from '../../lib/http/reply.ts';
import { contentSecurityPolicy, page, showScript } from './page.ts';
import type { routes } from './routes.ts';

export type DocumentationDeps = {
  document: () => OpenApiDocument;
  /** A part of the viewer, compressed with gzip; undefined if there is none of this name. */
  asset: (name: string) => Promise<Uint8Array | undefined>;
};

const mediaTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** The viewer changes only with the service: an hour is short enough to see a new one the same day. */
const keptForAnHour = { 'cache-control': 'public, max-age=3600' };

export const createHandler = ({ document, asset }: DocumentationDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/openapi.json': async () => ok(document()),
    'GET /ownership/v1/docs': async () => media(page, { 'content-security-policy': contentSecurityPolicy }),
    'GET /ownership/v1/docs/{asset}': async ({ path }) => {
      const name = pathParameter(path, 'asset');
      if (name === 'show.js') return media(showScript, keptForAnHour);
      const mediaType = mediaTypes[name.split('.').at(-1) ?? ''];
      const gzipped = mediaType === undefined ? undefined : await asset(name);
      if (mediaType === undefined || gzipped === undefined) throw new NotFound(`There is no ${name} here.`);
      return media({ mediaType, bytes: gzipped }, { ...keptForAnHour, 'content-encoding': 'gzip' });
    },
  });
