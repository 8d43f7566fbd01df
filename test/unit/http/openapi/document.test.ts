import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { longestId } from '../../../../lib/http/fields.ts';
import { openApiDocument } from '../../../../lib/http/openapi/document.ts';
import type { Operation } from '../../../../lib/http/openapi/operation.ts';
import { described, named } from '../../../../lib/http/openapi/schema-names.ts';

const cat = named('Cat', z.strictObject({ name: z.string(), lives: z._default(z.int(), 9) }), 'A cat.');
const about = { id: 'listCats', tag: 'Cats', scopes: ['cats.read'] };
const list: Operation = {
  ...about,
  summary: 'Lists cats',
  query: z.object({ limit: described('How many.', z.optional(z.int())) }),
  answers: { 200: z.strictObject({ results: z.array(cat) }) },
};

const documentOf = (operations: Record<string, Operation>) => openApiDocument(operations, '1.2.3');
const operationOf = (key: string, operation: Operation) => {
  const [method = '', path = ''] = key.split(' ');
  return documentOf({ [key]: operation }).paths[path]?.[method.toLowerCase()];
};

describe('openApiDocument', () => {
  it('puts the operations of one path together', () => {
    const { paths } = documentOf({ 'GET /ownership/v1/cats': list, 'POST /ownership/v1/cats': list });
    expect(Object.keys(paths['/ownership/v1/cats'] ?? {})).toEqual(['get', 'post']);
  });

  it('describes a schema in one place only', () => {
    const count = z.int();
    const { paths } = documentOf({
      'GET /ownership/v1/cats': {
        ...list,
        answers: { 200: z.strictObject({ cats: described('All of them.', count), dogs: count }) },
      },
    });
    expect(JSON.stringify(paths).match(/All of them/g)).toHaveLength(1);
  });

  it('refers to a schema that has a name, and keeps it once', () => {
    const { components, paths } = documentOf({ 'GET /ownership/v1/cats': list });
    expect(components.schemas['Cat']).toMatchObject({ type: 'object', description: 'A cat.' });
    expect(JSON.stringify(paths)).toContain('"$ref":"#/components/schemas/Cat"');
  });

  it('asks for less than it answers where there is a default', () => {
    const input = operationOf('POST /ownership/v1/cats', {
      ...list,
      body: z.strictObject({ lives: z._default(z.int(), 9) }),
    });
    expect(JSON.stringify(input?.['requestBody'])).not.toContain('"required":["lives"]');
  });

  it('refuses two schemas of one name', () => {
    const other = named('Cat', z.strictObject({ tail: z.boolean() }));
    const operations = {
      'GET /ownership/v1/cats': list,
      'GET /ownership/v1/others': { ...list, answers: { 200: other } },
    };
    expect(() => documentOf(operations)).toThrow('Two schemas of the document are called Cat.');
  });

  it('describes the parameters of path and query', () => {
    expect(operationOf('GET /ownership/v1/cats/{catId}', list)?.['parameters']).toEqual([
      { name: 'catId', in: 'path', required: true, schema: { type: 'string', maxLength: longestId } },
      expect.objectContaining({ name: 'limit', in: 'query', required: false, description: 'How many.' }),
    ]);
  });

  it('asks for a token and its scopes, unless the route is open', () => {
    const closed = operationOf('GET /ownership/v1/cats', list);
    expect(closed).toMatchObject({ security: [{ token: ['cats.read'] }] });
    expect(closed?.responses).toHaveProperty('401');
    const open = operationOf('GET /ownership/v1/cats', { ...list, scopes: [] });
    expect(open).toMatchObject({ security: [] });
    expect(open?.responses).not.toHaveProperty('401');
  });

  it('tells every status with which a route may refuse', () => {
    const operation = operationOf('DELETE /ownership/v1/cats/{catId}', {
      ...list,
      answers: { 204: null },
      refuses: [404, 409],
    });
    expect(Object.keys(operation?.responses ?? {})).toEqual([
      '204',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '429',
      '500',
    ]);
  });

  it('describes a body that is no JSON by its medium', () => {
    const operation = operationOf('GET /ownership/v1/picture', {
      ...list,
      answers: { 200: { mediaType: 'text/html' } },
    });
    expect(operation?.responses['200']?.content).toEqual({ 'text/html': { schema: { type: 'string' } } });
  });
});
