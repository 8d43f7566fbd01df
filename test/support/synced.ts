/** What all end-to-end flows keep in step with Salesforce: they share one account, whose settings are saved as a whole. */
export const synced = { salesforceSync: { enabled: true, objectTypes: ['tickets'] } };
