import { type ObjectType, ownerLabel, ownerProperty } from '../object-type.ts';
import { leadStatuses, lifecycleStages, ticketCategories, ticketPriorities } from './enumerations.ts';

/** A bool is `true` or `false`, a datetime an instant in ISO 8601, a user the id of an owner. */
export const propertyTypes = [
  'string',
  'email',
  'domain',
  'number',
  'date',
  'datetime',
  'bool',
  'enumeration',
  'user',
] as const;
export type PropertyType = (typeof propertyTypes)[number];

/** One of the values that an enumeration may have, and what people call it. A hidden one is not offered, but may be set. */
export type PropertyOption = {
  value: string;
  label: string;
  description?: string;
  displayOrder?: number;
  hidden?: boolean;
};

/** What a property of an object type is called, what it holds, and whether a value may occur only once. */
export type PropertyDefinition = {
  name: string;
  label: string;
  type: PropertyType;
  unique: boolean;
  /** Whether an enumeration may have several values at once, with semicolons in between. */
  multiple?: true;
  /** The values of an enumeration, or what people call true and false. */
  options?: readonly PropertyOption[];
};

const property = (name: string, label: string, type: PropertyType = 'string'): PropertyDefinition => ({
  name,
  label,
  type,
  unique: false,
});

const enumeration = (
  name: string,
  label: string,
  options: readonly PropertyOption[],
): PropertyDefinition => ({ ...property(name, label, 'enumeration'), options });

const unique = (definition: PropertyDefinition): PropertyDefinition => ({ ...definition, unique: true });

const owner = (type: ObjectType): PropertyDefinition => property(ownerProperty, ownerLabel(type), 'user');

const address = [
  property('address', 'Street Address'),
  property('city', 'City'),
  property('state', 'State/Region'),
  property('zip', 'Postal Code'),
  property('country', 'Country/Region'),
];

/** The properties that every account has, per object type, named and labelled as HubSpot's. */
const builtIn: Record<ObjectType, readonly PropertyDefinition[]> = {
  contacts: [
    unique(property('email', 'Email', 'email')),
    property('firstname', 'First Name'),
    property('lastname', 'Last Name'),
    property('phone', 'Phone Number'),
    property('mobilephone', 'Mobile Phone Number'),
    property('company', 'Company Name'),
    property('jobtitle', 'Job Title'),
    property('website', 'Website URL'),
    ...address,
    enumeration('lifecyclestage', 'Lifecycle Stage', lifecycleStages),
    enumeration('hs_lead_status', 'Lead Status', leadStatuses),
    property('associatedcompanyid', 'Primary Associated Company ID'),
    owner('contacts'),
  ],
  companies: [
    property('name', 'Company name'),
    unique(property('domain', 'Company Domain Name', 'domain')),
    property('phone', 'Phone Number'),
    property('website', 'Website URL'),
    ...address,
    property('industry', 'Industry'),
    property('numberofemployees', 'Number of Employees', 'number'),
    property('annualrevenue', 'Annual Revenue', 'number'),
    property('description', 'Description'),
    enumeration('lifecyclestage', 'Lifecycle Stage', lifecycleStages),
    owner('companies'),
  ],
  deals: [
    property('dealname', 'Deal Name'),
    property('amount', 'Amount', 'number'),
    property('dealstage', 'Deal Stage'),
    property('pipeline', 'Pipeline'),
    property('closedate', 'Close Date', 'date'),
    property('description', 'Deal Description'),
    owner('deals'),
  ],
  tickets: [
    property('subject', 'Ticket name'),
    property('content', 'Ticket description'),
    property('hs_pipeline', 'Pipeline'),
    property('hs_pipeline_stage', 'Ticket status'),
    enumeration('hs_ticket_priority', 'Priority', ticketPriorities),
    enumeration('hs_ticket_category', 'Category', ticketCategories),
    owner('tickets'),
  ],
};

/** The properties that an object type has in every account, in the order in which HubSpot shows them. */
export const propertiesOf = (type: ObjectType): readonly PropertyDefinition[] => builtIn[type];
