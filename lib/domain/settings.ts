import type { ObjectType } from './object-type.ts';

/** What is set once per account. */
export type Settings = {
  /** `YYYY-MM-DD`, or null if it was never set; the seat rule depends on it. */
  subscriptionPurchasedOn: string | null;
  salesforceSync: { enabled: boolean; objectTypes: ObjectType[] };
  /** Whether contacts and companies follow each other's owners, as HubSpot's setting of this name has it: `company-owner.ts`. */
  assignCompanyOwnerToContact: boolean;
};

export const defaultSettings: Settings = {
  subscriptionPurchasedOn: null,
  salesforceSync: { enabled: false, objectTypes: [] },
  assignCompanyOwnerToContact: false,
};
