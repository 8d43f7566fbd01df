export const routes = [
  'GET /crm/v3/owners',
  'GET /crm/v3/owners/{proxy+}',
  'GET /crm/v3/owners/{ownerId}',
] as const;
