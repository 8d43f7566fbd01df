import * as z from 'zod/mini';
import { type PassOnDeps, passOnOwner } from '../../lib/app/company-owner/pass-on-owner.ts';
import { createQueueHandler, type QueueHandler } from '../../lib/events/sqs.ts';
import { log } from '../../lib/log.ts';
import { ownerOnTheWay } from './owner-message.ts';

export const createHandler = (deps: PassOnDeps): QueueHandler =>
  createQueueHandler(async (body) => {
    const owner = z.parse(ownerOnTheWay, body);
    const { companyId, ownerId, version } = owner.passed;
    log.info('owner passed on', { companyId, ownerId, version, ...(await passOnOwner(deps, owner)) });
  });
