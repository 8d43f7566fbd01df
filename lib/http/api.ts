import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { NotFound } from '../domain/errors.ts';
import { log } from '../log.ts';
import type { ActsAs } from './answer-once.ts';
import { type Caller, callerFrom } from './caller.ts';
import { errorReply, isOurFault } from './error-reply.ts';
import { isMultipart, largestForm, type UnreadForm } from './form.ts';
import { readJson, refuseLarge } from './json-body.ts';
import { type Reply, toResult } from './reply.ts';

/** A request as a route sees it: nothing in it is checked yet but the token. */
export type Request = {
  path: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  headers: Record<string, string>;
  caller: Caller;
  requestId: string;
  /** The request that it repeats, or may be repeated as, if it carries a key for that. */
  actsAs?: ActsAs;
};

export type Route = (request: Request) => Promise<Reply>;

/** A Lambda function that answers HTTP requests. */
export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

type ParsedEvent = Omit<APIGatewayProxyEventV2, 'body'> & {
  body?: unknown;
  actsAs?: ActsAs;
  requestContext: Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext'], 'authorizer'>>;
};

/** The types allow for values that are undefined; what comes as JSON has none, so nothing is copied. */
const present = (values: Record<string, string | undefined> = {}): Record<string, string> =>
  values as Record<string, string>;

const toRequest = (event: ParsedEvent): Request => ({
  path: present(event.pathParameters),
  query: present(event.queryStringParameters),
  body: event.body,
  caller: callerFrom(event.requestContext.authorizer?.jwt.claims ?? {}),
  headers: present(event.headers),
  requestId: event.actsAs?.requestId ?? event.requestContext.requestId,
  ...(event.actsAs === undefined ? {} : { actsAs: event.actsAs }),
});

const unreadForm = (contentType: string, text: string, isBase64: boolean): UnreadForm => {
  refuseLarge(text, isBase64, largestForm);
  return { contentType, bytes: Buffer.from(text, isBase64 ? 'base64' : 'utf8') };
};

/**
 * Only a request that brings a body has one to parse. Every route speaks JSON, whatever the content type says, but for forms, which
 * are left to the route that takes one.
 */
const parseBody = (): middy.MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: ({ event }) => {
    const { body, isBase64Encoded } = event;
    if (!body) return;
    const contentType = event.headers['content-type'];
    const parsed: ParsedEvent = event;
    parsed.body = isMultipart(contentType)
      ? unreadForm(contentType, body, isBase64Encoded)
      : readJson(body, isBase64Encoded);
  },
});

const answerErrors = (): middy.MiddlewareObj<APIGatewayProxyEventV2> => ({
  onError: (request) => {
    const { requestId } = request.event.requestContext;
    if (isOurFault(request.error)) log.error('request failed', { requestId, error: request.error });
    request.response = toResult(errorReply(request.error, requestId));
  },
});

/**
 * The function that answers these routes, keyed as API Gateway keys them (`POST /ownership/v1/assign`). It reads the body as
 * JSON, or leaves it to the route if it is a form, takes the caller from the token, and turns every refusal into the error shape.
 */
export const createApi = <Key extends string>(routes: Record<Key, Route>): ApiHandler => {
  const table = new Map<string, Route>(Object.entries(routes));
  return middy()
    .use(answerErrors())
    .use(parseBody())
    .handler(async (event: APIGatewayProxyEventV2) => {
      const route = table.get(event.routeKey);
      if (route === undefined) throw new NotFound(`There is no route ${event.routeKey}.`);
      return toResult(await route(toRequest(event)));
    });
};
