import * as z from 'zod/mini';
import { type SettingsDeps, saveSettings } from '../../lib/app/directory/settings.ts';
import { parseValue } from '../../lib/domain/record/property-value.ts';
import { defaultSettings } from '../../lib/domain/settings.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { objectTypeField } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

const dateProperty = { name: 'date', label: 'Date', type: 'date', unique: false } as const;

const calendarDay = z.string().check(
  z.refine((day) => {
    const date = parseValue(dateProperty, day);
    return day.length === 10 && date.ok && date.value === day;
  }, 'This is not a day YYYY-MM-DD.'),
);

const settingsBody = z.strictObject({
  subscriptionPurchasedOn: z._default(z.nullable(calendarDay), defaultSettings.subscriptionPurchasedOn),
  salesforceSync: z._default(
    z.strictObject({ enabled: z.boolean(), objectTypes: z.array(objectTypeField) }),
    defaultSettings.salesforceSync,
  ),
  assignCompanyOwnerToContact: z._default(z.boolean(), defaultSettings.assignCompanyOwnerToContact),
});

export const createHandler = (deps: SettingsDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/settings': async ({ caller }) => {
      requireScope(caller, 'settings.users.read');
      return ok(await deps.settings.get());
    },
    'PUT /ownership/v1/settings': async ({ body, caller }) => {
      requireScope(caller, 'settings.users.write');
      return ok(await saveSettings(deps, parse(settingsBody, body)));
    },
  });
