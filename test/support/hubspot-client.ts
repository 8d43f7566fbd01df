import { Client } from '@hubspot/api-client';
import { inject } from 'vitest';
import { tokenWith } from './rota.ts';

/** HubSpot's own client of the running service, with every scope. */
export const hubspotClient = async (): Promise<Client> =>
  new Client({ accessToken: await tokenWith(), basePath: inject('host').apiUrl });
