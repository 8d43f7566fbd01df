export const routes = ['POST /ownership/v1/assign'] as const;
