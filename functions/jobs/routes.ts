export const routes = [
  'GET /ownership/v1/jobs/{jobId}',
  'GET /ownership/v1/jobs/{jobId}/results',
  'POST /ownership/v1/jobs/{jobId}/cancel',
  'POST /ownership/v1/jobs/{jobId}/undo',
] as const;
