import type { PropertyStore } from '../ports/properties.ts';
import type { RotationStore } from '../ports/rotations.ts';

/** What defining properties needs. */
export type PropertyDeps = {
  properties: PropertyStore;
  rotations: Pick<RotationStore, 'list'>;
  now: () => string;
};
