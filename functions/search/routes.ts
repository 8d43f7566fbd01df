export const routes = ['POST /crm/v3/objects/{objectType}/search'] as const;
