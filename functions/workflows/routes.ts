export const routes = [
  'GET /ownership/v1/workflows',
  'POST /ownership/v1/workflows',
  'GET /ownership/v1/workflows/{workflowId}',
  'PATCH /ownership/v1/workflows/{workflowId}',
  'DELETE /ownership/v1/workflows/{workflowId}',
  'POST /ownership/v1/workflows/{workflowId}/clone',
  'GET /ownership/v1/workflows/{workflowId}/enrollments',
  'POST /ownership/v1/workflows/{workflowId}/enrollments',
  'POST /ownership/v1/workflows/{workflowId}/test',
] as const;
