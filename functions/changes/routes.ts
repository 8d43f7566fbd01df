export const routes = [
  'GET /ownership/v1/objects/{objectType}/{recordId}/changes',
  'GET /ownership/v1/objects/{objectType}/{recordId}/changes/{changeId}/explanation',
] as const;
