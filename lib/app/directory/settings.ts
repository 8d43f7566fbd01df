import type { Settings } from '../../domain/settings.ts';
import type { SettingsStore } from '../ports/directory.ts';
import { type RealignDeps, realignEverything } from '../rotation/realign.ts';

export type SettingsDeps = RealignDeps & { settings: SettingsStore };

/** Saves the account's settings. Who takes part in the rotations may depend on them: these know of it when this returns. */
export const saveSettings = async (deps: SettingsDeps, settings: Settings): Promise<Settings> => {
  await deps.settings.put(settings);
  // Also if they are as they were: what a caller repeats may have been saved without the rotations having heard of it.
  await realignEverything(deps);
  return settings;
};
