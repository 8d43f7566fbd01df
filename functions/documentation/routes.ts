export const routes = [
  'GET /ownership/v1/openapi.json',
  'GET /ownership/v1/docs',
  'GET /ownership/v1/docs/{asset}',
] as const;
