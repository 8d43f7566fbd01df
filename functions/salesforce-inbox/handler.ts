import { type TakeChangesDeps, takeOwnerChanges } from '../../lib/app/salesforce/take-owner-changes.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { ownerChangesBody } from '../../lib/http/owner-changes-body.ts';
import { parse } from '../../lib/http/parse.ts';
import { log } from '../../lib/log.ts';

export const createHandler = (deps: TakeChangesDeps): QueueHandler =>
  createQueueHandler(async (body, { messageId }) => {
    const { changes } = parse(ownerChangesBody, body, 'message');
    const { results, ...counts } = await takeOwnerChanges(deps, changes, {
      actor: 'salesforce',
      requestId: messageId,
    });
    log.info('owner changes of Salesforce taken', { messageId, ...counts });
    const notTaken = results.filter(({ outcome }) => outcome === 'FAILED').length;
    // The others know their changes again when the message comes again.
    if (notTaken > 0) throw new Error(`${notTaken} changes could not be taken.`);
  });
