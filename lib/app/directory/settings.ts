import type { Settings } from '../../domain/settings.ts';
import type { SettingsStore } from '../ports/directory.ts';
import { type RealignDeps, realignForSettings } from '../rotation/realign.ts';

export type SettingsDeps = RealignDeps & { settings: SettingsStore };

/** Saves the account's settings. Who takes part in the rotations may depend on them: these know of it when this returns. */
export const saveSettings = async (deps: SettingsDeps, settings: Settings): Promise<Settings> => {
  const before = await deps.settings.get();
  await deps.settings.put(settings);
  if (before.subscriptionPurchasedOn !== settings.subscriptionPurchasedOn) await realignForSettings(deps);
  return settings;
};
