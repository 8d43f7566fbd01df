import * as z from 'zod/mini';
import type { FauxqsApp } from './aws.ts';

/** A message as it was published to a topic. */
export interface Publication {
  readonly topicArn: string;
  readonly subject: string | undefined;
  /** By protocol, if it was published so; else only `default`. */
  readonly messages: Readonly<Record<string, string>>;
}

const publish = z.object({
  Action: z.literal('Publish'),
  TopicArn: z.string(),
  Message: z.string(),
  Subject: z.optional(z.string()),
  MessageStructure: z.optional(z.string()),
});

const byProtocol = z.catchall(z.object({ default: z.string() }), z.string());

const refusal = (message: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>${message}</Message></Error></ErrorResponse>`;

function parseMessages(message: string): Record<string, string> | undefined {
  try {
    return byProtocol.parse(JSON.parse(message));
  } catch {
    return;
  }
}

/**
 * Lets a message differ by protocol, which the emulator does not know of: queues, the only subscribers here, get what is meant for them
 * or else the default. Gives the function that adds a listener; a listener hears of a message after the publisher has its answer.
 *
 * Source: "Publish" in the Amazon SNS API reference, parameter MessageStructure.
 */
export function observePublications(app: FauxqsApp): (listener: (publication: Publication) => void) => void {
  const listeners: ((publication: Publication) => void)[] = [];
  const published = new WeakMap<object, Publication>();
  app.addHook('preHandler', async (request, reply) => {
    const { data } = publish.safeParse(request.body);
    if (data === undefined) return;
    const { TopicArn: topicArn, Subject: subject, MessageStructure: structure } = data;
    const messages = structure === 'json' ? parseMessages(data.Message) : { default: data.Message };
    if (messages === undefined) {
      const message = 'Invalid parameter: Message Structure - JSON message body failed to parse';
      await reply.status(400).header('content-type', 'text/xml').send(refusal(message));
      return;
    }
    Object.assign(request.body as object, { Message: messages['sqs'] ?? messages['default'] });
    published.set(request, { topicArn, subject, messages });
  });
  app.addHook('onResponse', async (request, reply) => {
    const publication = published.get(request);
    if (publication === undefined || reply.statusCode >= 400) return;
    for (const listener of listeners) listener(publication);
  });
  return (listener) => {
    listeners.push(listener);
  };
}
