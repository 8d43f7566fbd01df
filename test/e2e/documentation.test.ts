import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, inject, test } from 'vitest';
import type { OpenApiDocument } from '../../lib/http/openapi/document.ts';
import { apiDocument } from '../support/api-document.ts';

const fetchOpen = (path: string) => fetch(`${inject('host').apiUrl}/ownership/v1/${path}`);

describe('the OpenAPI document', () => {
  test('is served to anybody, as it is made from the schemas', async () => {
    const answer = await fetchOpen('openapi.json');
    expect(answer.headers.get('content-type')).toBe('application/json');
    const { info, ...served } = (await answer.json()) as OpenApiDocument;
    const { info: _info, ...made } = apiDocument;
    expect(served).toEqual(JSON.parse(JSON.stringify(made)));
    expect(info).toMatchObject({ title: 'Rota', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  test('is valid OpenAPI 3.1', async () => {
    const served = (await (await fetchOpen('openapi.json')).json()) as OpenApiDocument;
    expect(await new Validator().validate(served)).toEqual({ valid: true });
  });

  test('calls every operation differently', () => {
    const ids = Object.values(apiDocument.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the page that shows it', () => {
  test('needs nothing from elsewhere', async () => {
    const page = await fetchOpen('docs');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part ?? '');
    expect(parts).toEqual(['docs/swagger-ui.css', 'docs/swagger-ui-bundle.js', 'docs/show.js']);
    for (const part of parts) {
      const answer = await fetchOpen(part);
      expect(answer.status, part).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/(css|javascript); charset=utf-8$/);
      expect((await answer.text()).length, part).toBeGreaterThan(50);
    }
  });

  test.each(['nothing.js', 'index.cjs', '..%2findex.cjs', 'swagger-ui.css.gz'])(
    'has no part %s',
    async (part) => {
      expect((await fetchOpen(`docs/${part}`)).status).toBe(404);
    },
  );
});
