import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnRoute,
  CorsHttpMethod,
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpIntegration,
  HttpIntegrationType,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageSettings, TokenIssuer } from '../stages.ts';
import { accessLogLine } from './access-log.ts';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/** The routes that anybody may call, and why; every other asks for a token. */
const PUBLIC_ROUTES: ReadonlyMap<string, string> = new Map([
  [
    'GET /ownership/v1/health',
    'A monitor asks for this without a token, and learns only that the API answers.',
  ],
  ...['openapi.json', 'docs', 'docs/{asset}'].map((path): [string, string] => [
    `GET /ownership/v1/${path}`,
    'Whoever is to write a client reads this before there is a token. It tells what the source code tells.',
  ]),
]);

/** The HTTP API of a stage: JWT authorizer, throttling, access log and CORS as the stage says. */
export class ServiceApi extends Construct {
  readonly url: string;
  readonly #api: HttpApi;
  readonly #authorizer: HttpAuthorizer;

  constructor(scope: Construct, id: string, settings: StageSettings, tokens: TokenIssuer) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: 'Assigns owners to CRM records.',
      createDefaultStage: false,
      ...(settings.corsOrigins.length === 0 ? {} : { corsPreflight: callsFrom(settings.corsOrigins) }),
    });
    this.#authorizer = new HttpAuthorizer(this, 'Authorizer', {
      httpApi: this.#api,
      type: HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtIssuer: tokens.issuer,
      jwtAudience: [...tokens.audience],
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetention,
      removalPolicy: settings.removalPolicy,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttle.rate, burstLimit: settings.throttle.burst },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(accessLogLine),
      },
    });
    this.url = this.#api.apiEndpoint;
    stage.node.addDependency(this.#authorizer);
  }

  /**
   * Answers these routes with a function. The keys go to the template as they are written, `METHOD /path`.
   *
   * API Gateway refuses a key that ends in a slash, and `/path/` does not match `/path`. The key for the trailing slash
   * is `GET /path/{proxy+}`, whose greedy variable may be empty; the function must refuse it when it is not.
   */
  answer(routes: readonly string[], target: ServiceFunction): void {
    const { node, lambda } = target;
    const integration = new HttpIntegration(this, `${node.id}Integration`, {
      httpApi: this.#api,
      integrationType: HttpIntegrationType.AWS_PROXY,
      integrationUri: lambda.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    });
    // One permission for the function, not one per route: what a path pattern would add is already said by the routes.
    lambda.addPermission('CalledByApi', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.#api.arnForExecuteApi(),
    });
    for (const routeKey of routes) this.#route(routeKey, integration.integrationId);
  }

  #route(routeKey: string, integrationId: string): void {
    if (!/^(GET|POST|PUT|PATCH|DELETE) \/\S*[^/\s]$/.test(routeKey)) {
      throw new Error(
        `"${routeKey}" is not a route key: it must read "METHOD /path" and not end in a slash ` +
          `(for the trailing slash, list "${routeKey.replace(/\/*$/, '/{proxy+}')}")`,
      );
    }
    const reason = PUBLIC_ROUTES.get(routeKey);
    const route = new CfnRoute(this, routeKey.replaceAll('/', '|'), {
      apiId: this.#api.apiId,
      routeKey,
      target: `integrations/${integrationId}`,
      ...(reason !== undefined
        ? {}
        : { authorizationType: 'JWT', authorizerId: this.#authorizer.authorizerId }),
    });
    if (reason !== undefined) acknowledge(route, 'AwsSolutions-APIG4', reason);
  }
}

function callsFrom(origins: readonly string[]) {
  const { GET, POST, PUT, PATCH, DELETE } = CorsHttpMethod;
  return {
    allowOrigins: [...origins],
    allowMethods: [GET, POST, PUT, PATCH, DELETE],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
    exposeHeaders: ['x-correlation-id', 'etag', 'idempotent-replayed', 'retry-after'],
    maxAge: Duration.hours(1),
  };
}
