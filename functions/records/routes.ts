export const routes = [
  'GET /crm/v3/objects/{objectType}',
  'POST /crm/v3/objects/{objectType}',
  'GET /crm/v3/objects/{objectType}/{recordId}',
  'PATCH /crm/v3/objects/{objectType}/{recordId}',
  'DELETE /crm/v3/objects/{objectType}/{recordId}',
  'POST /crm/v3/objects/{objectType}/batch/create',
  'POST /crm/v3/objects/{objectType}/batch/read',
  'POST /crm/v3/objects/{objectType}/batch/update',
  'POST /crm/v3/objects/{objectType}/batch/upsert',
  'POST /crm/v3/objects/{objectType}/batch/archive',
] as const;
