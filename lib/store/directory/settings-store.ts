import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { SettingsStore } from '../../app/ports/directory.ts';
import { objectTypes } from '../../domain/object-type.ts';
import { defaultSettings, type Settings } from '../../domain/settings.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';

const settingsItem = z.object({
  subscriptionPurchasedOn: z.nullable(z.string()),
  salesforceSync: z.object({ enabled: z.boolean(), objectTypes: z.array(z.enum(objectTypes)) }),
  // Settings that were saved before there was this one.
  assignCompanyOwnerToContact: z._default(z.boolean(), defaultSettings.assignCompanyOwnerToContact),
});

export const settingsKey = { kind: 'settings', id: 'account' };

/** The account's settings; the defaults as long as none were saved. */
export const fromSettingsItem = (item: Item | undefined): Settings =>
  item === undefined ? defaultSettings : z.parse(settingsItem, item);

/** The account's settings in the table Directory. */
export const settingsStore = (dynamo: Dynamo, table: string): SettingsStore => ({
  async get() {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: settingsKey, ConsistentRead: true }),
    );
    return fromSettingsItem(Item);
  },
  async put(settings) {
    await dynamo.send(new PutCommand({ TableName: table, Item: { ...settingsKey, ...settings } }));
  },
});
