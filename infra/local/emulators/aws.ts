import { buildApp } from 'fauxqs';
import type { Authority } from '../iam/authority.ts';
import { enforceRoles } from '../iam/service-calls.ts';
import type { CorsRule } from '../resources/bucket.ts';
import { loadFauxqsInternals, type S3Store, type SnsStore, type SqsStore } from './fauxqs-internals.ts';
import { openPersistence } from './persistence.ts';
import { createQueues, type Queues } from './queues.ts';
import { answerCors } from './s3-cors.ts';
import { notifyOfUploads, type ObjectCreated } from './s3-events.ts';
import { enforceLinks } from './s3-links.ts';
import { enforcePostPolicies } from './s3-post-policy.ts';
import { observePublications, type Publication } from './sns-publications.ts';

/** Queues, topics and buckets, in this process. */
export interface AwsEmulator {
  readonly url: string;
  readonly queues: Queues;
  readonly sqsStore: SqsStore;
  readonly snsStore: SnsStore;
  readonly s3Store: S3Store;
  /** CORS rules by bucket. */
  readonly corsRules: Map<string, readonly CorsRule[]>;
  /** Called once for every object that comes to be. */
  onObjectCreated(listener: (event: ObjectCreated) => void): void;
  /** Called once for every message that was published to a topic. */
  onPublished(listener: (publication: Publication) => void): void;
  close(): Promise<void>;
}

export interface AwsEmulatorOptions {
  readonly region: string;
  readonly secretAccessKey: string;
  /** Knows what callers may do; all may do everything when not given. */
  readonly authority?: Authority;
  /** Where queues, topics and objects are kept; in memory when not given. */
  readonly dataDirectory?: string | undefined;
  /** JSON documents to serve besides, by a path that no bucket can have. */
  readonly documents: Readonly<Record<string, (baseUrl: string) => object>>;
}

const MAX_OBJECT_BYTES = 5 * 1024 ** 3;

/** Starts fauxqs on a free port of 127.0.0.1. */
export async function startAwsEmulator(options: AwsEmulatorOptions): Promise<AwsEmulator> {
  const internals = await loadFauxqsInternals();
  const sqsStore = new internals.SqsStore();
  const snsStore = new internals.SnsStore();
  const s3Store = new internals.S3Store();
  // Without a host name of its own, fauxqs makes queue URLs from the address that a request came to.
  sqsStore.host = '';
  if (options.dataDirectory !== undefined) {
    const persistence = openPersistence(internals, options.dataDirectory);
    persistence.load(sqsStore, snsStore, s3Store);
    sqsStore.persistence = persistence;
    snsStore.persistence = persistence;
    s3Store.persistence = persistence;
    for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  }

  const app = buildApp({
    logger: false,
    defaultRegion: options.region,
    stores: { sqsStore, snsStore, s3Store },
  });
  if (sqsStore.persistence !== undefined) {
    const { persistence } = sqsStore;
    app.addHook('onClose', () => persistence.close());
  }
  // Its own parser refuses bodies above 11 MiB, less than an upload in one piece may have.
  app.removeContentTypeParser('*');
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_OBJECT_BYTES },
    async (_request: unknown, body: unknown) => body,
  );
  const corsRules = new Map<string, readonly CorsRule[]>();
  answerCors(app, corsRules);
  enforcePostPolicies(app, options.secretAccessKey);
  enforceLinks(app, options.secretAccessKey);
  if (options.authority !== undefined) enforceRoles(app, options.authority);
  const onObjectCreated = notifyOfUploads(app, s3Store);
  const onPublished = observePublications(app);

  for (const [path, document] of Object.entries(options.documents)) {
    app.get(path, async () => document(url));
  }
  const url = await app.listen({ port: 0, host: '127.0.0.1' });

  return {
    url,
    queues: createQueues(sqsStore, internals.SqsStore.createMessage),
    sqsStore,
    snsStore,
    s3Store,
    corsRules,
    onObjectCreated,
    onPublished,
    close: async () => {
      await app.close();
    },
  };
}

export type FauxqsApp = ReturnType<typeof buildApp>;
