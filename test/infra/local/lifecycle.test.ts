import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isListening } from '../../../infra/local/emulators/ports.ts';
import { startLocalHost } from '../../../infra/local/host.ts';
import { eventually, makeFixtureDirectory, startFixture } from '../../support/local-host.ts';

let kept: Awaited<ReturnType<typeof makeFixtureDirectory>>;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  kept = await makeFixtureDirectory();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(kept.directory, { recursive: true });
});

const SERVE = path.resolve('test/support/local-fixture/serve.ts');

/** Starts the fixture as a process of its own. */
async function serve(rotaDir: string) {
  const child = spawn(process.execPath, [SERVE, kept.assembly, path.join(kept.directory, rotaDir)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problems += chunk.toString();
  });
  const exited = once(child, 'exit').then(([code, signal]) => {
    children.delete(child);
    return code ?? signal;
  });
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('The host ended before it was ready.'))),
  ]);
  const { apiUrl, endpoints, outputs } = JSON.parse(String(line));
  const ports = [apiUrl, endpoints.dynamodb, endpoints.s3].map((url: string) => Number(new URL(url).port));
  return {
    child,
    exited,
    apiUrl: String(apiUrl),
    ports,
    problems: () => problems,
    output: (name: string) => String(outputs[name]),
  };
}

const nothingListens = (ports: readonly number[]) =>
  eventually(async () => {
    expect(await Promise.all(ports.map(isListening))).toEqual(ports.map(() => false));
  });

describe('nothing is left running', () => {
  test.each([
    ['SIGINT', 0],
    ['SIGTERM', 0],
    ['SIGHUP', 129],
    ['SIGKILL', 'SIGKILL'],
  ] as const)('after %s', async (signal, expected) => {
    const { child, exited, ports } = await serve('signals');
    expect(await Promise.all(ports.map(isListening))).toEqual([true, true, true]);
    child.kill(signal);
    expect(await exited).toBe(expected);
    await nothingListens(ports);
  });

  test('after a second signal while a function keeps the first one waiting', async () => {
    const { child, exited, ports, apiUrl } = await serve('impatient');
    const busy = fetch(`${apiUrl}/run?do=never`).catch(() => 'cut off');
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect([0, 130]).toContain(await exited);
    await busy;
    await nothingListens(ports);
  });

  test('after the emulator of the tables was killed, which the host says', async () => {
    const { child, exited, ports, problems } = await serve('emulator');
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const processes = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    const [watcher] = processes.find(([, parent]) => parent === child.pid) ?? [];
    process.kill(watcher ?? Number.NaN, 'SIGKILL');
    expect(await exited).toBe(1);
    expect(problems()).toContain('The DynamoDB emulator ended unexpectedly.');
    await nothingListens(ports);
  });

  test('after a start that failed because the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const starting = startLocalHost({
      assembly: kept.assembly,
      port,
      rotaDir: path.join(kept.directory, 'x'),
    });
    await expect(starting).rejects.toThrow('EADDRINUSE');
    taken.close();
  });
});

test('an assembly with something unknown is refused by the name of stack, resource, type and attribute', async () => {
  const assembly = path.join(kept.directory, 'unknown');
  const properties = { templateFile: 'shop.template.json' };
  const artifacts = { shop: { type: 'aws:cloudformation:stack', properties } };
  const Resources = { Line: { Type: 'AWS::SQS::Queue', Properties: { Shape: 'round' } } };
  await mkdir(assembly);
  await writeFile(path.join(assembly, 'manifest.json'), JSON.stringify({ artifacts }));
  await writeFile(path.join(assembly, properties.templateFile), JSON.stringify({ Resources }));
  await expect(startLocalHost({ assembly, rotaDir: path.join(kept.directory, 'x') })).rejects.toThrow(
    'Stack shop, resource Line (AWS::SQS::Queue): attribute Shape is not modelled by the local host.',
  );
});

describe('state', () => {
  const put = (id: string) => ({ id: { S: id } });

  test('is gone after a restart', async () => {
    const first = await startFixture({}, kept);
    const TableName = first.output('RecordsTable');
    await first.dynamodb.send(new PutItemCommand({ TableName, Item: put('a') }));
    await first.close();
    const second = await startFixture({}, kept);
    const { Item } = await second.dynamodb.send(new GetItemCommand({ TableName, Key: put('a') }));
    expect(Item).toBeUndefined();
    await second.close();
  });

  test('is kept with `persist`: items, messages, objects, tokens and the place in the stream', async () => {
    const options = { persist: true, rotaDir: path.join(kept.directory, 'kept') };
    const first = await startFixture(options, kept);
    const TableName = first.output('RecordsTable');
    const Bucket = first.output('ImportBucket');
    const token = await first.host.token({ sub: 'ada' });
    await first.dynamodb.send(new PutItemCommand({ TableName, Item: put('first') }));
    await first.s3.send(new PutObjectCommand({ Bucket, Key: 'kept.txt', Body: 'kept' }));
    const failures = { QueueUrl: first.output('UploadFailuresUrl') };
    await first.sqs.send(new SendMessageCommand({ ...failures, MessageBody: 'kept' }));
    const { Messages = [] } = await first.sqs.send(new ReceiveMessageCommand(failures));
    const { ReceiptHandle } = Messages[0] ?? {};
    await first.sqs.send(
      new ChangeMessageVisibilityCommand({ ...failures, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    await eventually(() => expect(first.logged('Reporting')).toHaveLength(1));
    await first.close();

    const second = await startFixture(options, kept);
    const { Item } = await second.dynamodb.send(new GetItemCommand({ TableName, Key: put('first') }));
    expect(Item).toEqual(put('first'));
    const { Body } = await second.s3.send(new GetObjectCommand({ Bucket, Key: 'kept.txt' }));
    expect(await Body?.transformToString()).toBe('kept');
    const { Attributes } = await second.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: second.output('UploadFailuresUrl'),
        AttributeNames: ['All'],
      }),
    );
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe('1');
    const { status } = await fetch(`${second.host.apiUrl}/private`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(200);

    await second.dynamodb.send(new PutItemCommand({ TableName, Item: put('second') }));
    await eventually(() => expect(second.logged('Reporting')).toHaveLength(1));
    expect(second.logged<{ batch: string[] }>('Reporting')[0]?.batch).toEqual(['second']);
    await second.close();
  });

  test('of a killed host is taken up: a record that was being processed is processed again', async () => {
    const { child, exited, ports, output } = await serve('crash');
    const rotaDir = path.join(kept.directory, 'crash');
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${ports[1]}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const TableName = output('RecordsTable');
    await client.send(new PutItemCommand({ TableName, Item: { ...put('hurt'), poison: { BOOL: true } } }));
    child.kill('SIGKILL');
    await exited;
    client.destroy();
    await nothingListens(ports);

    const next = await startFixture({ persist: true, rotaDir }, kept);
    await eventually(() => expect(next.logged<{ batch: string[] }>('Bisecting')[0]?.batch).toEqual(['hurt']));
    await next.close();
  });

  test('holds a key that only its owner can read', async () => {
    const { mode } = await stat(path.join(kept.directory, 'kept', 'issuer.json'));
    expect(mode & 0o777).toBe(0o600);
  });
});
