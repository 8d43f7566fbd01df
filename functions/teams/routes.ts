export const routes = [
  'GET /ownership/v1/teams',
  'POST /ownership/v1/teams',
  'GET /ownership/v1/teams/{teamId}',
  'PATCH /ownership/v1/teams/{teamId}',
  'DELETE /ownership/v1/teams/{teamId}',
] as const;
