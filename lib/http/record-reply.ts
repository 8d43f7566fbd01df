import type { Histories } from '../app/records/property-histories.ts';
import type { ObjectType } from '../domain/object-type.ts';
import type { CrmRecord } from '../domain/record/record.ts';

/** What HubSpot shows of a record when it is not told which properties are wanted. */
const shownByDefault: Record<ObjectType, readonly string[]> = {
  contacts: ['email', 'firstname', 'lastname'],
  companies: ['domain', 'name'],
  deals: ['amount', 'closedate', 'dealname', 'dealstage', 'pipeline'],
  tickets: [
    'content',
    'hs_pipeline',
    'hs_pipeline_stage',
    'hs_ticket_category',
    'hs_ticket_priority',
    'subject',
  ],
};

/** Contacts name the time of their last change differently from everything else. */
const lastModified = (type: ObjectType): string =>
  type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';

/** A record in HubSpot's shape. */
export type RecordReply = {
  id: string;
  properties: Record<string, string | null>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  archivedAt?: string;
  propertiesWithHistory?: Record<string, VersionReply[]>;
  /** Of a batch of writes: what the caller calls the input. */
  objectWriteTraceId?: string;
  /** Of an upsert: whether it made the record. */
  new?: boolean;
};

/** A version of a property in HubSpot's shape; the source is Rota's own word for it. */
type VersionReply = {
  value: string;
  timestamp: string;
  sourceType: string;
  sourceId?: string;
  sourceLabel?: string;
};

const versionReply = ({ value, at, source, sourceId, actor }: Histories[string][number]): VersionReply => ({
  value,
  timestamp: at,
  sourceType: source,
  ...(sourceId === undefined ? {} : { sourceId }),
  ...(actor === undefined ? {} : { sourceLabel: actor }),
});

/**
 * @param wanted the names of the properties to show; HubSpot's own choice where there are none
 * @param histories those that are shown with what they were before, too
 */
export const recordReply = (
  record: CrmRecord,
  wanted: readonly string[] = [],
  histories: Histories = {},
): RecordReply => {
  const { id, objectType, createdAt, updatedAt, archivedAt } = record;
  const known: Record<string, string> = {
    ...record.properties,
    hs_object_id: id,
    createdate: createdAt,
    [lastModified(objectType)]: updatedAt,
  };
  const always = ['hs_object_id', 'createdate', lastModified(objectType)];
  const shown = wanted.length > 0 ? wanted : shownByDefault[objectType];
  const versions = Object.entries(histories).map(([name, all]) => [name, all.map(versionReply)] as const);
  const names = new Set([...shown, ...versions.map(([name]) => name), ...always]);
  return {
    id,
    properties: Object.fromEntries(
      [...names].map((name) => [name, (Object.hasOwn(known, name) && known[name]) || null]),
    ),
    createdAt,
    updatedAt,
    archived: archivedAt !== null,
    ...(archivedAt === null ? {} : { archivedAt }),
    ...(versions.length === 0 ? {} : { propertiesWithHistory: Object.fromEntries(versions) }),
  };
};

/** After a write HubSpot shows every property that is set. */
export const writtenReply = (record: CrmRecord): RecordReply =>
  recordReply(record, Object.keys(record.properties));
