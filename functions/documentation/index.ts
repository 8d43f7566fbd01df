import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type OpenApiDocument, openApiDocument } from '../../lib/http/openapi/document.ts';
import { environment } from '../../lib/runtime/environment.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { assets } from './assets.ts';
import { createHandler } from './handler.ts';
import { operations } from './operations-of-all.ts';

const { LAMBDA_TASK_ROOT } = environment('LAMBDA_TASK_ROOT');

const names = new Set(assets.map((file) => path.basename(file)));

/** Made when it is first asked for: the page and its parts do without. */
let document: OpenApiDocument | undefined;

export const handler = createHandler({
  document: () => {
    document ??= openApiDocument(operations, packageJson.version);
    return document;
  },
  asset: async (name) =>
    names.has(name) ? readFile(path.join(LAMBDA_TASK_ROOT, 'assets', `${name}.gz`)) : undefined,
});
