import type { OpenApiDocument } from '../../../lib/http/openapi/document.ts';
import type { KnownIds } from './known-ids.ts';

/** What the fields of answers teach: under this name, that is a thing of this kind. */
const kindOfField: Readonly<Record<string, string>> = {
  ownerId: 'ownerId',
  recordId: 'recordId',
  rotationId: 'rotationId',
  workflowId: 'workflowId',
  jobId: 'jobId',
  undoJobId: 'jobId',
  importId: 'importId',
  changeId: 'changeId',
  decisionId: 'batchId',
  batchId: 'batchId',
  after: 'after',
};

/** What its own `id` is: what the next parameter below a list is called. */
const kindOfId = (document: OpenApiDocument, route: string): string | undefined => {
  const below = Object.keys(document.paths).find(
    (path) => /^\/\{\w+\}$/.test(path.slice(route.length)) && path.startsWith(route),
  );
  const name = below?.slice(route.length + 2, -1);
  return name === 'userId' ? 'ownerId' : name;
};

/** Keeps the ids that an answer shows, so that later requests are about things that exist. */
export const learnFrom = (document: OpenApiDocument, known: KnownIds, route: string, body: unknown): void => {
  const own = kindOfId(document, route);
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value.slice(0, 20)) walk(each);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [name, each] of Object.entries(value)) {
      const kind = name === 'id' ? own : kindOfField[name];
      if (kind !== undefined) known.learn(kind, each);
      walk(each);
    }
  };
  walk(body);
};

/** Every kind of which something may be known. */
export const kinds: readonly string[] = [
  ...new Set([...Object.values(kindOfField), 'teamId', 'propertyName', 'asset']),
];
