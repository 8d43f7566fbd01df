import { type ObjectType, ownerProperty } from '../object-type.ts';
import type { Settings } from '../settings.ts';

/** Something that a caller should know about what they asked for, though it was done. */
export type Warning = { code: string; message: string };

/** Whether owners of such records are kept in step with Salesforce. */
export const isSynced = ({ salesforceSync }: Settings, objectType: ObjectType): boolean =>
  salesforceSync.enabled && salesforceSync.objectTypes.includes(objectType);

/** What is to be said of a rotation that sets an owner whom Salesforce sets, too. */
export const rotationWarnings = (
  settings: Settings,
  { objectType, property }: { objectType: ObjectType; property: string },
): Warning[] =>
  property === ownerProperty && isSynced(settings, objectType)
    ? [
        {
          code: 'SALESFORCE_SYNC',
          message: `Owners of ${objectType} are kept in step with Salesforce: what this rotation assigns is told to Salesforce, and a later change there takes its place.`,
        },
      ]
    : [];
