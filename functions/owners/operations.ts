import * as z from 'zod/mini';
import type { Operation, Operations } from '../../lib/http/openapi/operation.ts';
import { id, pageOf, pageParameters } from '../../lib/http/openapi/replies.ts';
import { named } from '../../lib/http/openapi/schema-names.ts';
import { handoverBody } from './handover-body.ts';
import { newOwnerBody, ownerChangeBody, ownersQuery } from './owner-body.ts';
import { handoverPlanSchema, leaverSchema, ownerSchema } from './owner-schema.ts';
import type { routes } from './routes.ts';

const tag = 'Owners and teams';
const reading = { tag, scopes: ['crm.objects.owners.read'] } satisfies Partial<Operation>;
const writing = { tag, scopes: ['settings.users.write'] } satisfies Partial<Operation>;

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/owners': {
    ...reading,
    id: 'listOwners',
    summary: 'Lists the owners, or finds one by e-mail',
    query: z.extend(pageParameters, ownersQuery.shape),
    answers: { 200: pageOf(ownerSchema) },
  },
  'POST /ownership/v1/owners': {
    ...writing,
    id: 'createOwner',
    summary: 'Creates an owner',
    body: named('OwnerInput', newOwnerBody),
    answers: { 201: ownerSchema },
    refuses: [409],
  },
  'GET /ownership/v1/owners/{ownerId}': {
    ...reading,
    id: 'getOwner',
    summary: 'Gives one owner',
    answers: { 200: ownerSchema },
    refuses: [404],
  },
  'PATCH /ownership/v1/owners/{ownerId}': {
    ...writing,
    id: 'updateOwner',
    summary: 'Changes an owner',
    body: named('OwnerChange', ownerChangeBody),
    answers: { 200: leaverSchema },
    refuses: [404, 409],
  },
  'DELETE /ownership/v1/owners/{ownerId}': {
    ...writing,
    id: 'deactivateOwner',
    summary: 'Deactivates an owner',
    description: 'Who still owns records is shown with how many, and how to hand them over.',
    answers: { 200: leaverSchema, 204: null },
    refuses: [404, 409],
  },
  'POST /ownership/v1/owners/{ownerId}/handover': {
    ...writing,
    id: 'handOver',
    summary: 'Hands everything that an owner owns to another, or through a rotation',
    description: 'Goes on as a job. With `dryRun` it tells how many records that would be.',
    scopes: ['settings.users.write', 'crm.objects.{objectType}.write'],
    body: handoverBody,
    answers: { 200: handoverPlanSchema, 202: z.strictObject({ jobId: id }) },
    refuses: [404],
  },
};
