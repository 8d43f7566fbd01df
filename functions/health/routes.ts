export const routes = ['GET /ownership/v1/health'] as const;
