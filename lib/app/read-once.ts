import { oncePerKey } from './once-per-key.ts';
import type { PropertyCatalog } from './ports/properties.ts';

/** A catalog that is read once per object type: for one request or one batch, all of which then goes by the same properties. */
export const readOnce = (catalog: PropertyCatalog): PropertyCatalog => ({
  of: oncePerKey((objectType) => catalog.of(objectType)),
});
