import type { OwnerChange } from './change.ts';
import { isByCompanyOwnerRule } from './company-owner.ts';
import { singular } from './object-type.ts';
import type { PropertySet } from './record/property-set.ts';
import type { LastWrite } from './record/record.ts';

const howWords = (write: LastWrite): string => {
  const { source, row } = write;
  if (isByCompanyOwnerRule(write)) return 'since contacts and companies follow each other’s owners';
  switch (source) {
    case 'API':
      return 'through the API';
    case 'BULK':
      return 'with a bulk assignment';
    case 'IMPORT':
      return row === undefined ? 'with an import' : `with row ${row} of an import`;
    case 'WORKFLOW':
      return 'with a workflow';
    case 'ROTATION':
      return 'with a rotation';
    case 'SALESFORCE':
      return 'from Salesforce';
    case 'UNDO':
      return 'by undoing an earlier run';
  }
};

/** Who changed an owner, how, from whom to whom, and when, as one sentence of plain English. */
export const changeSentence = (
  change: OwnerChange,
  { nameOf, set }: { nameOf: (ownerId: string) => string; set: PropertySet },
): string => {
  const { objectType, recordId, property, fromOwnerId, toOwnerId, write } = change;
  const definition = set.find(property) ?? set.archived.find(({ name }) => name === property);
  const label = definition?.label.toLowerCase() ?? property;
  const who = (ownerId: string | null): string => (ownerId === null ? 'nobody' : nameOf(ownerId));
  const when = `on ${write.at.slice(0, 10)} at ${write.at.slice(11, 19)} UTC`;
  return `${write.actor} changed the ${label} of ${singular(objectType)} ${recordId} from ${who(fromOwnerId)} to ${who(toOwnerId)}, ${howWords(write)}, ${when}.`;
};
