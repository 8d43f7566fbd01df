import { archiveProperty, noProperty, updateProperty } from '../../lib/app/properties/change-property.ts';
import { createProperty } from '../../lib/app/properties/create-property.ts';
import type { PropertyDeps } from '../../lib/app/properties/property-deps.ts';
import { invalidField } from '../../lib/domain/errors.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { parse } from '../../lib/http/parse.ts';
import { created, noContent, ok } from '../../lib/http/reply.ts';
import { addressed, addressedOne } from './addressed.ts';
import { archiveBatch, createBatch, readBatch } from './batch-routes.ts';
import { findProperty, listProperties } from './find-properties.ts';
import { newProperty, propertyBody, propertyChange, propertyChangeBody } from './property-body.ts';
import { propertyQuery } from './property-query.ts';
import { customReply } from './property-reply.ts';
import type { routes } from './routes.ts';

export const createHandler = (deps: PropertyDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /crm/v3/properties/{objectType}': async (request) => {
      const { objectType } = addressed(request, 'read');
      const { archived } = parse(propertyQuery, request.query, 'query');
      return ok({ results: await listProperties(deps.properties, objectType, archived) });
    },
    'POST /crm/v3/properties/{objectType}': async (request) => {
      const { objectType, by } = addressed(request, 'write');
      const fields = newProperty(objectType, parse(propertyBody, request.body));
      return created(customReply(await createProperty(deps, fields, by)));
    },
    'GET /crm/v3/properties/{objectType}/{propertyName}': async (request) => {
      const { wanted } = addressedOne(request, 'read');
      const { archived } = parse(propertyQuery, request.query, 'query');
      const found = await findProperty(deps.properties, wanted, archived);
      if (found === undefined) throw noProperty(wanted);
      return ok(found);
    },
    'PATCH /crm/v3/properties/{objectType}/{propertyName}': async (request) => {
      const { wanted, by } = addressedOne(request, 'write');
      const body = parse(propertyChangeBody, request.body);
      if (body.name !== undefined && body.name !== wanted.name) {
        throw invalidField('name', 'A property keeps its name.', 'IMMUTABLE_PROPERTY_FIELD');
      }
      return ok(customReply(await updateProperty(deps, wanted, propertyChange(body), by)));
    },
    'DELETE /crm/v3/properties/{objectType}/{propertyName}': async (request) => {
      const { wanted, by } = addressedOne(request, 'write');
      await archiveProperty(deps, wanted, by);
      return noContent;
    },
    'POST /crm/v3/properties/{objectType}/batch/create': createBatch(deps),
    'POST /crm/v3/properties/{objectType}/batch/read': readBatch(deps),
    'POST /crm/v3/properties/{objectType}/batch/archive': archiveBatch(deps),
  });
