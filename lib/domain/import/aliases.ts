import { type ObjectType, objectTypes, ownerLabel, singular } from '../object-type.ts';

/** Headers are compared without regard to case and to blanks around and between words. */
export const foldHeader = (header: string): string => header.trim().replace(/\s+/g, ' ').toLowerCase();

const address = {
  address: ['Address', 'Street', 'Address 1'],
  state: ['State', 'Region', 'State/Province'],
  zip: ['Zip Code', 'ZIP/Postal Code', 'Postcode'],
  country: ['Country'],
};

const reachable = {
  phone: ['Phone', 'Telephone', 'Telephone Number'],
  website: ['Website', 'Web Page', 'URL'],
};

const everyType = {
  // What HubSpot called the owner of every type before it named them by their type.
  hubspot_owner_id: ['HubSpot Owner'],
};

/**
 * Further names that a property's column goes by: those of HubSpot's help, sample files and earlier labels, and those under which
 * Outlook, Google and Salesforce export the same thing. Labels and names of properties go before them.
 */
const aliases: Record<ObjectType, Record<string, readonly string[]>> = {
  contacts: {
    ...everyType,
    ...address,
    ...reachable,
    email: ['Email Address', 'E-mail', 'E-mail Address'],
    firstname: ['First', 'Given Name'],
    lastname: ['Last', 'Surname', 'Family Name'],
    mobilephone: ['Mobile', 'Mobile Phone', 'Cell Phone'],
    company: ['Company', 'Organization', 'Organization Name'],
    jobtitle: ['Position'],
  },
  companies: {
    ...everyType,
    ...address,
    ...reachable,
    name: ['Company', 'Account Name', 'Organization', 'Organization Name'],
    domain: ['Company Domain', 'Domain Name', 'Website Domain'],
    numberofemployees: ['Employees'],
    annualrevenue: ['Revenue'],
    description: ['Company Description'],
  },
  deals: {
    ...everyType,
    dealname: ['Deal', 'Name', 'Opportunity Name'],
    amount: ['Deal Amount', 'Value'],
    dealstage: ['Stage'],
    pipeline: ['Deal Pipeline'],
    closedate: ['Closing Date', 'Expected Close Date'],
  },
  tickets: {
    ...everyType,
    subject: ['Name', 'Title', 'Ticket subject'],
    content: ['Description'],
    hs_pipeline: ['Ticket Pipeline'],
    hs_pipeline_stage: ['Status', 'Ticket stage', 'Pipeline stage'],
    hs_ticket_priority: ['Ticket priority'],
    hs_ticket_category: ['Ticket category'],
  },
};

/** The name of the property that a header is an alias for, by the header in its folded form. */
export const propertyByAlias = (type: ObjectType): Map<string, string> =>
  new Map(
    Object.entries(aliases[type]).flatMap(([property, headers]) =>
      headers.map((header) => [foldHeader(header), property] as const),
    ),
  );

/** What the column of the record ids of a type may be called, in folded form. HubSpot's exports once said `Contact ID`. */
export const recordIdHeaders = (type: ObjectType): ReadonlySet<string> =>
  new Set(['record id', 'hs_object_id', `${singular(type)} id`, `record id - ${singular(type)}`]);

/** The object type whose owner a header names, if it is another one than the file's. */
export const ownerOfOtherType = (type: ObjectType, header: string): ObjectType | undefined =>
  objectTypes.find((other) => other !== type && foldHeader(ownerLabel(other)) === foldHeader(header));
