import { type SettingsDeps, saveSettings } from '../../lib/app/directory/settings.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';
import { settingsBody } from './settings-body.ts';

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
