import * as z from 'zod/mini';
import { Invalid } from '../../lib/domain/errors.ts';
import { parse } from '../../lib/http/parse.ts';

export const undoBody = z.strictObject({ archiveCreated: z._default(z.boolean(), false) });

/** What is asked of the undo of an import; a request without a body asks for no more than the owners. */
export const importUndoWish = (body: unknown): { archiveCreated: boolean } => parse(undoBody, body ?? {});

/**
 * Other jobs create nothing that could be archived.
 *
 * @throws Invalid if that is asked for
 */
export const jobUndoWish = (body: unknown): void => {
  if (!importUndoWish(body).archiveCreated) return;
  const message = 'Only an import creates records that can be archived.';
  throw new Invalid(message, [{ message, in: 'archiveCreated', code: 'NOT_AN_IMPORT' }]);
};
