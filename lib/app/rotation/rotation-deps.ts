import type { OwnerStore, SettingsStore, TeamStore } from '../ports/directory.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { RotationLedger, RotationQueue, RotationStore } from '../ports/rotations.ts';

/** What setting up, enrolling into and looking at rotations needs. */
export type RotationDeps = {
  rotations: RotationStore;
  ledger: Pick<RotationLedger, 'standings' | 'decision' | 'decisions' | 'alignments'>;
  owners: Pick<OwnerStore, 'all'>;
  teams: Pick<TeamStore, 'get'>;
  properties: PropertyCatalog;
  settings: Pick<SettingsStore, 'get'>;
  queue: RotationQueue;
  now: () => string;
  newId: () => string;
  newSortableId: () => string;
  newSeed: () => string;
};
