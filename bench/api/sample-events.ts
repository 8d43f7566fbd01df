import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { objectTypes } from '../../lib/domain/object-type.ts';
import { allScopes } from '../../lib/http/scopes.ts';
import { httpEvent } from '../../test/support/http-event.ts';

const bodies: Readonly<Record<string, unknown>> = {
  'POST /ownership/v1/assign': { objectType: 'contacts', recordId: '404', ownerId: null },
  'POST /ownership/v1/bulk-assign': { objectType: 'contacts', recordIds: ['404'], ownerId: null },
};

/** A request that a function answers after asking a table: a reading route where there is one. */
export const sampleEvent = (routes: readonly string[]): APIGatewayProxyEventV2 => {
  const routeKey =
    routes.find((key) => key.startsWith('GET ') && !key.includes('{proxy+}')) ?? routes[0] ?? '';
  const [, route = ''] = routeKey.split(' ');
  const named = [...route.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
  const path = Object.fromEntries(
    named.map((name) => [name, name === 'objectType' ? (objectTypes[0] ?? '') : '404']),
  );
  return httpEvent(routeKey, { path, body: bodies[routeKey], scopes: [...allScopes] });
};
