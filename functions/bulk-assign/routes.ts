export const routes = ['POST /ownership/v1/bulk-assign'] as const;
