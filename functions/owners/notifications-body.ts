import * as z from 'zod/mini';
import { toldSources } from '../../lib/domain/owner/notifications.ts';

/** What an owner does not want to hear of. Imports are never told, so there is nothing to switch off. */
export const notificationsField = z.strictObject({
  off: z.pipe(
    z
      .array(z.enum(toldSources, `Sources that can be switched off are ${toldSources.join(', ')}.`))
      .check(z.maxLength(50)),
    z.transform((sources) => [...new Set(sources)]),
  ),
});
