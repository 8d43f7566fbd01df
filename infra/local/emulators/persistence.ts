import type { FauxqsInternals, Persistence } from './fauxqs-internals.ts';

/**
 * Opens the database of queues, topics and objects in `directory`.
 *
 * Works around an error of fauxqs 2.4.1: a message that ChangeMessageVisibility gives back at once (0 seconds) is written
 * without its receive count, which the table does not allow, and the request ends in a 500.
 */
export function openPersistence({ PersistenceManager }: FauxqsInternals, directory: string): Persistence {
  const persistence = new PersistenceManager(directory);
  const receiveCounts = new Map<string, number>();
  const updateInflight = persistence.updateMessageInflight.bind(persistence);
  const deleteMessage = persistence.deleteMessage.bind(persistence);
  persistence.updateMessageInflight = (id, handle, deadline, receiveCount, firstReceivedAt) => {
    receiveCounts.set(id, receiveCount);
    updateInflight(id, handle, deadline, receiveCount, firstReceivedAt);
  };
  persistence.updateMessageReady = (id) => updateInflight(id, '', 0, receiveCounts.get(id) ?? 0, undefined);
  persistence.deleteMessage = (id) => {
    receiveCounts.delete(id);
    deleteMessage(id);
  };
  return persistence;
}
