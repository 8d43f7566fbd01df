export const routes = [
  'GET /ownership/v1/owners',
  'POST /ownership/v1/owners',
  'GET /ownership/v1/owners/{ownerId}',
  'PATCH /ownership/v1/owners/{ownerId}',
  'DELETE /ownership/v1/owners/{ownerId}',
  'POST /ownership/v1/owners/{ownerId}/handover',
] as const;
