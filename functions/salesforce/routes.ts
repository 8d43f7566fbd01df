export const routes = [
  'POST /ownership/v1/integrations/salesforce/owner-changes',
  'GET /ownership/v1/integrations/salesforce/conflicts',
] as const;
