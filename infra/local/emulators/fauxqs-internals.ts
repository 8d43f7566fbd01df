import type { buildApp } from 'fauxqs';

/**
 * The parts of fauxqs that its package does not export: its stores, which the host reads queues and objects from
 * without a round trip, and its persistence, which only `startFauxqs` offers, together with listening on every
 * address of the machine. The version is pinned exactly in package.json, and the tests of the local host cover every use.
 */
export type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type SqsStore = Stores['sqsStore'];
export type SqsQueue = ReturnType<SqsStore['createQueue']>;
export type SnsStore = Stores['snsStore'];
export type S3Store = Stores['s3Store'];
export type Persistence = NonNullable<SqsStore['persistence']>;

export interface FauxqsInternals {
  readonly SqsStore: (new () => SqsStore) & {
    createMessage(
      body: string,
      attributes: object,
      delaySeconds: undefined,
      groupId?: string,
      deduplicationId?: string,
    ): Parameters<SqsQueue['enqueue']>[0];
  };
  readonly SnsStore: new () => SnsStore;
  readonly S3Store: new () => S3Store;
  readonly PersistenceManager: new (directory: string) => Persistence;
}

/** Loads them from beside the package's entry. */
export async function loadFauxqsInternals(): Promise<FauxqsInternals> {
  const entry = import.meta.resolve('fauxqs');
  const load = async (file: string): Promise<object> => import(new URL(file, entry).href);
  const modules = await Promise.all(
    ['sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js'].map(load),
  );
  return Object.assign({}, ...modules) as FauxqsInternals;
}
