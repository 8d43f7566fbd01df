export const routes = [
  'GET /settings/v3/users',
  'GET /settings/v3/users/{proxy+}',
  'POST /settings/v3/users',
  'POST /settings/v3/users/{proxy+}',
  'GET /settings/v3/users/teams',
  'GET /settings/v3/users/{userId}',
  'PUT /settings/v3/users/{userId}',
  'DELETE /settings/v3/users/{userId}',
] as const;
