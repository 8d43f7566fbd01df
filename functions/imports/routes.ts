/** HubSpot's client asks with a slash at the end, which is another route to an HTTP API. */
export const routes = [
  'POST /ownership/v1/imports',
  'GET /crm/v3/imports',
  'GET /crm/v3/imports/',
  'GET /crm/v3/imports/{importId}',
  'GET /crm/v3/imports/{importId}/errors',
] as const;
