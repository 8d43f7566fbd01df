import type { ObjectType } from '../object-type.ts';
import type { CrmRecord } from './record.ts';

/** The properties that people call a record by; of several lists the first that says something. */
const namedBy: Record<ObjectType, readonly (readonly string[])[]> = {
  contacts: [['firstname', 'lastname'], ['email']],
  companies: [['name'], ['domain']],
  deals: [['dealname']],
  tickets: [['subject']],
};

/** What people call a record; undefined if it has no name. */
export const recordName = ({ objectType, properties }: CrmRecord): string | undefined => {
  const names = namedBy[objectType].map((list) =>
    list
      .flatMap((name) => properties[name] || [])
      .join(' ')
      .trim(),
  );
  return names.find((name) => name !== '');
};
