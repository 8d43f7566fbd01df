import { beginningWith } from '../filter/words.ts';
import type { ObjectType } from '../object-type.ts';
import type { Properties } from '../record/properties.ts';

/**
 * The properties that the words of a search are looked for in: of HubSpot's default searchable properties
 * (https://developers.hubspot.com/docs/api-reference/search/guide) those that Rota has.
 */
export const searchableProperties: Record<ObjectType, readonly string[]> = {
  contacts: ['firstname', 'lastname', 'email', 'phone', 'mobilephone', 'company'],
  companies: ['website', 'phone', 'name', 'domain'],
  deals: ['dealname', 'pipeline', 'dealstage', 'description'],
  tickets: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category'],
};

/** Whether every word of the query begins a word of one of the searchable properties; a query without words finds all. */
export const queryMatcher = (type: ObjectType, query: string): ((properties: Properties) => boolean) => {
  const names = searchableProperties[type];
  const begins = beginningWith(query);
  return (properties) => begins(names.flatMap((name) => properties[name] ?? []).join('\n'));
};
