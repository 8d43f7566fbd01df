import * as z from 'zod/mini';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { objectType } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';
import type { routes } from './routes.ts';
import { settingsBody } from './settings-body.ts';

const tag = 'Settings';

const settings = named(
  'Settings',
  z.strictObject({
    subscriptionPurchasedOn: described(
      'A day, YYYY-MM-DD. The seat rule of rotations depends on it; null asks for no seat.',
      z.nullable(z.string()),
    ),
    salesforceSync: z.strictObject({ enabled: z.boolean(), objectTypes: z.array(objectType) }),
    assignCompanyOwnerToContact: z.boolean(),
  }),
);

export const operations: Operations<(typeof routes)[number]> = {
  'GET /ownership/v1/settings': {
    id: 'getSettings',
    summary: 'Gives the settings of the account',
    tag,
    scopes: ['settings.users.read'],
    answers: { 200: settings },
  },
  'PUT /ownership/v1/settings': {
    id: 'saveSettings',
    summary: 'Replaces the settings of the account',
    description: 'What is left out goes back to its default.',
    tag,
    scopes: ['settings.users.write'],
    body: named('SettingsInput', settingsBody),
    answers: { 200: settings },
  },
};
