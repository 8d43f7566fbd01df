import * as z from 'zod/mini';
import { longestPropertyName, mostWantedProperties } from './fields.ts';

/** Whether archived things are asked for instead of the others. */
export const archivedQueryField = z._default(
  z.pipe(
    z.enum(['true', 'false']),
    z.transform((value) => value === 'true'),
  ),
  false,
);

/** Names of properties: `email,firstname`. A parameter that is there several times comes so, too. */
export const propertyNamesQueryField = z._default(
  z.pipe(
    z.string().check(z.maxLength(mostWantedProperties * (longestPropertyName + 1))),
    z.transform((names): string[] => names.split(',').filter(Boolean)),
  ),
  [],
);
