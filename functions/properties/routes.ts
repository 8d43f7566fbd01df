export const routes = [
  'GET /crm/v3/properties/{objectType}',
  'POST /crm/v3/properties/{objectType}',
  'GET /crm/v3/properties/{objectType}/{propertyName}',
  'PATCH /crm/v3/properties/{objectType}/{propertyName}',
  'DELETE /crm/v3/properties/{objectType}/{propertyName}',
  'POST /crm/v3/properties/{objectType}/batch/create',
  'POST /crm/v3/properties/{objectType}/batch/read',
  'POST /crm/v3/properties/{objectType}/batch/archive',
] as const;
