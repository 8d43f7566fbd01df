export const routes = [
  'POST /ownership/v1/imports',
  'GET /ownership/v1/imports/{importId}/report',
  'POST /ownership/v1/imports/{importId}/apply',
  'GET /ownership/v1/imports/{importId}/apply',
  'POST /crm/v3/imports',
  'POST /crm/v3/imports/{proxy+}',
  'GET /crm/v3/imports',
  'GET /crm/v3/imports/{proxy+}',
  'GET /crm/v3/imports/{importId}',
  'GET /crm/v3/imports/{importId}/errors',
  'GET /crm/v3/imports/{importId}/errors/report',
  'POST /crm/v3/imports/{importId}/cancel',
] as const;
