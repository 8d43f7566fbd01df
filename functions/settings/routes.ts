export const routes = ['GET /ownership/v1/settings', 'PUT /ownership/v1/settings'] as const;
