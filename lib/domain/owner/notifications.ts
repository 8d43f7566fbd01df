import { type WriteSource, writeSources } from '../record/record.ts';
import type { Owner } from './owner.ts';

/** The sources whose gains are told. An import is not: who uploads a file knows what it says. */
export type ToldSource = Exclude<WriteSource, 'IMPORT'>;

export const isToldSource = (source: WriteSource): source is ToldSource => source !== 'IMPORT';

export const toldSources: readonly ToldSource[] = writeSources.filter(isToldSource);

/** What an owner does not want to hear of; everything is told unless it is named here. */
export type OwnerNotifications = { off: ToldSource[] };

export const everythingTold: OwnerNotifications = { off: [] };

/** An actor is an e-mail or a subject, as the token had it. */
const isOneself = (owner: Owner, actor: string): boolean =>
  actor === owner.id || actor.toLowerCase() === owner.email.toLowerCase();

/**
 * Whether an owner is told what they gained: not if they are deactivated, not what they did themselves, and nothing from a source that
 * they switched off.
 */
export const isToldOf = (owner: Owner, { source, actor }: { source: ToldSource; actor: string }): boolean =>
  owner.active && !isOneself(owner, actor) && !owner.notifications.off.includes(source);
