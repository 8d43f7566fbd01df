import * as z from 'zod/mini';
import { id, instant } from './replies.ts';
import { named } from './schema-names.ts';

/** A record as every route of HubSpot's shows it. */
export const recordSchema = named(
  'CrmRecord',
  z.strictObject({
    id,
    properties: z.record(z.string(), z.nullable(z.string())),
    createdAt: instant,
    updatedAt: instant,
    archived: z.boolean(),
    archivedAt: z.optional(instant),
  }),
  'A record as HubSpot shows one: an empty property that was asked for is null.',
);
