import * as z from 'zod/mini';
import { dateFormats, defaultOptions, importModes } from '../../domain/import/options.ts';

export const optionsItem = z.object({
  mode: z.enum(importModes),
  mappings: z.array(z.object({ columnName: z.string(), propertyName: z.nullable(z.string()) })),
  unknownOwner: z.union([
    z.enum(['leave', 'rejectRow']),
    z.object({ ownerId: z.string() }),
    z.object({ rotationId: z.string() }),
  ]),
  // Imports that were kept before there was a choice.
  dateFormat: z._default(z.enum(dateFormats), defaultOptions.dateFormat),
  dryRun: z.boolean(),
});
