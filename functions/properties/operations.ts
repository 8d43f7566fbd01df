import * as z from 'zod/mini';
import { batchAnswer, batchAnswerWithErrors } from '../../lib/http/openapi/batch-schema.ts';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { instant } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import { archiveBody, createBody, readBody } from './batch-body.ts';
import { propertyBody, propertyChangeBody } from './property-body.ts';
import { propertyQuery } from './property-query.ts';
import type { routes } from './routes.ts';

const tag = 'HubSpot: properties';
const read = ['crm.schemas.{objectType}.read'];
const write = ['crm.schemas.{objectType}.write'];

const option = z.strictObject({
  label: z.string(),
  value: z.string(),
  description: z.optional(z.string()),
  displayOrder: z.int(),
  hidden: z.boolean(),
});

const property = named(
  'Property',
  z.strictObject({
    name: z.string(),
    label: z.string(),
    type: z.string(),
    fieldType: z.string(),
    groupName: z.string(),
    description: z.string(),
    options: z.array(option),
    displayOrder: z.int(),
    hidden: z.boolean(),
    formField: z.boolean(),
    hasUniqueValue: z.boolean(),
    calculated: z.boolean(),
    externalOptions: z.boolean(),
    referencedObjectType: z.optional(z.literal('OWNER')),
    hubspotDefined: z.boolean(),
    archived: z.boolean(),
    archivedAt: z.optional(instant),
    createdAt: z.optional(instant),
    updatedAt: z.optional(instant),
    createdUserId: z.optional(z.string()),
    updatedUserId: z.optional(z.string()),
    modificationMetadata: z.strictObject({
      archivable: z.boolean(),
      readOnlyDefinition: z.boolean(),
      readOnlyOptions: z.boolean(),
      readOnlyValue: z.boolean(),
    }),
  }),
  'A property of an object type as HubSpot shows one. What every account has is `hubspotDefined`.',
);

const allDone = batchAnswer(property);
const someFailed = batchAnswerWithErrors(property, z.strictObject({ name: z.array(z.string()) }));

export const operations: Operations<(typeof routes)[number]> = {
  'GET /crm/v3/properties/{objectType}': {
    id: 'listProperties',
    summary: 'Lists the properties of an object type',
    tag,
    scopes: read,
    query: propertyQuery,
    answers: { 200: z.strictObject({ results: z.array(property) }) },
  },
  'POST /crm/v3/properties/{objectType}': {
    id: 'createProperty',
    summary: 'Defines a property',
    description:
      'An enumeration with `referencedObjectType: "OWNER"` holds a further owner. An archived property of the same type comes back by its name.',
    tag,
    scopes: write,
    body: propertyBody,
    answers: { 201: property },
    refuses: [409],
  },
  'GET /crm/v3/properties/{objectType}/{propertyName}': {
    id: 'getProperty',
    summary: 'Gives one property',
    tag,
    scopes: read,
    query: propertyQuery,
    answers: { 200: property },
    refuses: [404],
  },
  'PATCH /crm/v3/properties/{objectType}/{propertyName}': {
    id: 'updateProperty',
    summary: 'Changes a property, but for its type and uniqueness',
    tag,
    scopes: write,
    body: propertyChangeBody,
    answers: { 200: property },
    refuses: [404],
  },
  'DELETE /crm/v3/properties/{objectType}/{propertyName}': {
    id: 'archiveProperty',
    summary: 'Archives a property that no rotation sets',
    description:
      'Nobody reads or writes it any more; records keep their values of it, and its name stays taken.',
    tag,
    scopes: write,
    answers: { 204: null },
    refuses: [404, 409],
  },
  'POST /crm/v3/properties/{objectType}/batch/create': {
    id: 'createProperties',
    summary: 'Defines up to a hundred properties',
    tag,
    scopes: write,
    body: createBody,
    answers: { 201: allDone, 207: someFailed },
  },
  'POST /crm/v3/properties/{objectType}/batch/read': {
    id: 'readProperties',
    summary: 'Gives up to a hundred properties by their names',
    tag,
    scopes: read,
    body: readBody,
    answers: { 200: allDone, 207: someFailed },
  },
  'POST /crm/v3/properties/{objectType}/batch/archive': {
    id: 'archiveProperties',
    summary: 'Archives up to a hundred properties',
    tag,
    scopes: write,
    body: archiveBody,
    answers: { 204: null },
    refuses: [409],
  },
};
