import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createAssembly, readOutputs } from './assembly/assembly.ts';
import { loadAssembly } from './assembly/load.ts';
import { checkAttributes, createModelledAssembly, identifyResources } from './assembly/model.ts';
import { startEmulators } from './emulators/emulators.ts';
import type { Publication } from './emulators/sns-publications.ts';
import { startHttpServer } from './http/server.ts';
import { createAuthority } from './iam/authority.ts';
import { readCallers } from './iam/callers.ts';
import { startDynamodbProxy } from './iam/dynamodb-proxy.ts';
import { ISSUER_PATH, issuerDocuments, prepareIssuer } from './issuer.ts';
import type { FunctionStats } from './lambda/function.ts';
import type { ServiceAccess } from './lambda/variables.ts';
import type { Isolation } from './lambda/vessel.ts';
import type { HostLog } from './log.ts';
import { connectApi, findTokenAudience } from './resources/connect-api.ts';
import { connectSources } from './resources/connect-sources.ts';
import { createFunctions } from './resources/create-functions.ts';
import { createMessaging } from './resources/create-messaging.ts';
import { createTables } from './resources/create-tables.ts';
import { type LocalResources, nameResources } from './resources/named.ts';
import { createCheckpoints } from './sources/checkpoints.ts';
import { openDataDirectory } from './state.ts';

export interface LocalHostOptions {
  /** The folder of a synthesized cloud assembly. */
  readonly assembly: string;
  /** Where the API listens on 127.0.0.1; 0, the default, means any free port. */
  readonly port?: number;
  /** Where the issuer's key goes, and the data with `persist`. */
  readonly rotaDir: string;
  /** Keep tables, queues and objects in `rotaDir/data`, and go on from there. */
  readonly persist?: boolean;
  /** For tests: how often every batch of a queue or stream, and every event of a schedule, is handed to its function. */
  readonly deliveries?: number;
  /** For tests: replaces every waiting time before a retry, visibility timeouts included. */
  readonly retryDelayMs?: number;
  /** For tests: how long a minute of a schedule lasts. */
  readonly minuteMs?: number;
  /** Takes one line for every error: function errors, time-outs, an emulator that fails. */
  readonly log?: (line: string) => void;
  /** Takes what functions write. */
  readonly functionLog?: (functionName: string, text: string) => void;
  /** Takes every message that was published to a topic. */
  readonly onPublished?: (publication: Publication) => void;
  /** What functions run in: threads, if not said. */
  readonly isolation?: Isolation;
  /** Called with the function's name and the process of each execution environment that is started. */
  readonly onEnvironment?: (functionName: string, pid: number) => void;
  /** Called when an emulator has ended by itself: the host is of no use any more. */
  readonly onCrash?: (reason: string) => void;
}

/** A running local environment. */
export interface LocalHost extends ServiceAccess {
  readonly apiUrl: string;
  /** The outputs of all stacks, by logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The outputs under the names of `.rota/local.json`; reading it throws when the assembly lacks one. */
  readonly resources: LocalResources;
  /** A token that the API accepts, with these claims (`scope`, `email`, `sub`, ...). */
  token(claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** Counters by function name. */
  stats(): Record<string, FunctionStats>;
  /** Stops everything; what is being processed gets a moment to finish. */
  close(): Promise<void>;
}

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
const GRACE_MS = 1_000;

/**
 * Runs a cloud assembly in this process, on 127.0.0.1 only: tables on dynoxide (a child process), queues, topics and
 * buckets on fauxqs, every function in worker threads. A function may call what the policies of its role allow; the
 * credentials of the host itself may call everything.
 *
 * Kept with `persist`: items, stream records and how far each consumer has read them; messages, also those being
 * processed, which come again after their visibility timeout; objects; the issuer's key. Not kept: events of asynchronous
 * invocations that wait for a retry, and the five minutes in which a FIFO queue remembers deduplication ids.
 *
 * Throws, and leaves nothing running, when the assembly has something that the host does not model, or the port is taken.
 */
export async function startLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const { rotaDir, persist = false, port = 0 } = options;
  const log: HostLog = {
    error: options.log ?? (() => undefined),
    output: options.functionLog ?? (() => undefined),
  };
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const stacks = loadAssembly(options.assembly);
    const region = stacks[0]?.region ?? '';
    const assembly = createModelledAssembly(createAssembly(stacks));
    const state = openDataDirectory(persist ? path.join(rotaDir, 'data') : undefined);

    const server = await startHttpServer(port);
    closers.push(server.close);
    const authority = createAuthority(log);
    const issuerRef: { current?: Awaited<ReturnType<typeof prepareIssuer>> } = {};
    const { dynamodb, aws, ...emulators } = await startEmulators({
      region,
      secretAccessKey: CREDENTIALS.secretAccessKey,
      authority,
      state,
      documents: issuerDocuments(() => issuerRef.current?.keySet),
      onCrash: (reason) => options.onCrash?.(reason),
    });
    closers.push(emulators.close);
    if (options.onPublished !== undefined) aws.onPublished(options.onPublished);

    identifyResources(createAssembly(stacks), { aws: aws.url, api: server.url });
    checkAttributes(assembly);
    const names = findTokenAudience(assembly) ?? { issuer: `${aws.url}${ISSUER_PATH}`, audience: 'local' };
    const issuer = await prepareIssuer(rotaDir, names, { reuse: persist });
    issuerRef.current = issuer;

    const endpoints = { dynamodb: dynamodb.url, s3: aws.url, sqs: aws.url, sns: aws.url };
    const access: ServiceAccess = { region, credentials: { ...CREDENTIALS }, endpoints };
    const client = { region, credentials: { ...CREDENTIALS }, endpoint: dynamodb.url };
    const streamsClient = new DynamoDBStreamsClient(client);
    const tablesClient = new DynamoDBClient(client);
    closers.push(async () => {
      streamsClient.destroy();
      tablesClient.destroy();
    });
    const streams = await createTables(assembly, tablesClient);
    createMessaging(assembly, aws);
    const callers = readCallers(assembly);
    authority.admit(callers);
    const proxy = await startDynamodbProxy({ ...CREDENTIALS, target: dynamodb.url, callers }, log);
    closers.push(proxy.close);
    const functionAccess = { ...access, endpoints: { ...endpoints, dynamodb: proxy.url } };
    const functions = createFunctions(assembly, functionAccess, {
      log,
      isolation: options.isolation,
      onStart: options.onEnvironment,
    });
    closers.push(async () => {
      await Promise.all(functions.all.map((each) => each.close()));
    });
    const gateway = connectApi(assembly, functions, issuer);
    const sources = connectSources({
      assembly,
      aws,
      functions,
      streams,
      streamsClient,
      checkpoints: createCheckpoints(state.checkpointsFile),
      source: { log, deliveries: options.deliveries ?? 1, retryDelayMs: options.retryDelayMs },
      minuteMs: options.minuteMs ?? 60_000,
    });
    closers.push(async () => {
      const closing = Promise.all(sources.map((source) => source.close()));
      await Promise.race([closing, delay(GRACE_MS, undefined, { ref: false })]);
      await Promise.all(functions.all.map((each) => each.close()));
      await closing;
    });
    if (gateway !== undefined) server.serve(gateway);

    const outputs = readOutputs(assembly);
    return {
      ...access,
      apiUrl: server.url,
      outputs,
      get resources() {
        return nameResources(outputs);
      },
      token: issuer.sign,
      stats: () => Object.fromEntries(functions.all.map((each) => [each.name, each.stats()])),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
