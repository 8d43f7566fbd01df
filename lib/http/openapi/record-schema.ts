import * as z from 'zod/mini';
import { id, instant } from './replies.ts';
import { described, named } from './schema-names.ts';

const version = named(
  'PropertyVersion',
  z.strictObject({
    value: z.string(),
    timestamp: instant,
    sourceType: described(
      'Why it was written, in the words of the history of ownership; UNKNOWN where nobody knows.',
      z.string(),
    ),
    sourceId: described('The run or the request that wrote it.', z.optional(z.string())),
    sourceLabel: described('Who wrote it.', z.optional(z.string())),
  }),
);

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
    propertiesWithHistory: z.optional(z.record(z.string(), z.array(version))),
  }),
  'A record as HubSpot shows one: an empty property that was asked for is null.',
);
