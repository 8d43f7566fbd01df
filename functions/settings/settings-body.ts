import * as z from 'zod/mini';
import { parseValue } from '../../lib/domain/record/property-value.ts';
import { defaultSettings } from '../../lib/domain/settings.ts';
import { objectTypesField } from '../../lib/http/fields.ts';

const dateProperty = { name: 'date', label: 'Date', type: 'date', unique: false } as const;

const noDay = 'This is not a day YYYY-MM-DD.';

const calendarDay = z.string().check(
  z.maxLength(10, { error: noDay, abort: true }),
  z.refine((day) => {
    const date = parseValue(dateProperty, day);
    return day.length === 10 && date.ok && date.value === day;
  }, noDay),
);

/** The settings of the account as a caller sends them, as a whole: what is left out goes back to its default. */
export const settingsBody = z.strictObject({
  subscriptionPurchasedOn: z._default(z.nullable(calendarDay), defaultSettings.subscriptionPurchasedOn),
  salesforceSync: z._default(
    z.strictObject({ enabled: z.boolean(), objectTypes: objectTypesField }),
    defaultSettings.salesforceSync,
  ),
  assignCompanyOwnerToContact: z._default(z.boolean(), defaultSettings.assignCompanyOwnerToContact),
});
