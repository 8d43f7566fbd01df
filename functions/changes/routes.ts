export const routes = ['GET /ownership/v1/objects/{objectType}/{recordId}/changes'] as const;
