export const objectTypes = ['contacts', 'companies', 'deals', 'tickets'] as const;
export type ObjectType = (typeof objectTypes)[number];

/** The property that holds a record's owner, the same on every object type. */
export const ownerProperty = 'hubspot_owner_id';

type ObjectTypeNames = { singular: string; hubspotId: string; ownerLabel: string };

const names: Record<ObjectType, ObjectTypeNames> = {
  contacts: { singular: 'contact', hubspotId: '0-1', ownerLabel: 'Contact owner' },
  companies: { singular: 'company', hubspotId: '0-2', ownerLabel: 'Company owner' },
  deals: { singular: 'deal', hubspotId: '0-3', ownerLabel: 'Deal owner' },
  tickets: { singular: 'ticket', hubspotId: '0-5', ownerLabel: 'Ticket owner' },
};

const byAnyName = new Map<string, ObjectType>(
  objectTypes.flatMap((type) => [
    [type, type],
    [names[type].singular, type],
    [names[type].hubspotId, type],
  ]),
);

/** The object type that a plural, a singular or one of HubSpot's type ids stands for; undefined for anything else. */
export const parseObjectType = (name: string): ObjectType | undefined => byAnyName.get(name.toLowerCase());

/** The label of an object type's owner property, for example "Contact owner". */
export const ownerLabel = (type: ObjectType): string => names[type].ownerLabel;

/** One record of an object type, for messages: "contact". */
export const singular = (type: ObjectType): string => names[type].singular;

/** HubSpot's own id of an object type: "0-1". */
export const hubspotTypeId = (type: ObjectType): string => names[type].hubspotId;
