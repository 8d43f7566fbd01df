import { describe, expect, test } from 'vitest';
import { sources, templatesOf } from './synthesized.ts';

const templates = templatesOf('local');
const routes = templates.all('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);

test('the routes are exactly those that the functions list', () => {
  const listed = sources.flatMap((source) => source.routes);
  expect(routes.map((route) => route['RouteKey']).sort()).toEqual(listed.sort());
});

test.each(sources.filter((source) => source.routes.length > 0))(
  '$name answers the routes that it lists',
  (source) => {
    const name = `${source.name.replaceAll('-', '')}function`;
    const integrations = templates
      .all('AWS::ApiGatewayV2::Integration')
      .filter(({ properties }) => String(properties['IntegrationUri']).toLowerCase() === name);
    const answered = routes.filter((route) => route['Target'] === `integrations/${integrations[0]?.name}`);
    expect(answered.map((route) => route['RouteKey']).sort()).toEqual([...source.routes].sort());
    expect(integrations).toHaveLength(1);
    expect(integrations[0]?.properties).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
    });
  },
);

test('only the health route can be called without a token', () => {
  const open = routes.filter(
    ({ AuthorizationType: type, AuthorizerId: id }) => type !== 'JWT' || id === undefined,
  );
  expect(open.map((route) => route['RouteKey'])).toEqual([
    'GET /ownership/v1/openapi.json',
    'GET /ownership/v1/docs',
    'GET /ownership/v1/docs/{asset}',
    'GET /ownership/v1/health',
  ]);
});

test('the authorizer takes tokens of the issuer and the audience of the stage', () => {
  const authorizer = templates.one('AWS::ApiGatewayV2::Authorizer');
  expect(authorizer.properties).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://issuer.rota.invalid/', Audience: ['rota'] },
  });
  for (const { AuthorizerId: id } of routes.filter((route) => route['AuthorizerId'] !== undefined)) {
    expect(id).toBe(authorizer.name);
  }
});

test('every request leaves a line in the access log', () => {
  expect(templates.one('AWS::ApiGatewayV2::Stage').properties).toMatchObject({
    StageName: '$default',
    AutoDeploy: true,
    AccessLogSettings: {
      DestinationArn: 'ApiAccessLog',
      Format: expect.stringContaining('$context.routeKey'),
    },
  });
});

describe('each function that answers', () => {
  const answering = templates
    .all('AWS::ApiGatewayV2::Integration')
    .map(({ properties }) => properties['IntegrationUri']);

  test.each(answering)('%s may be called by this API and by no other', (name) => {
    const permissions = templates
      .all('AWS::Lambda::Permission')
      .filter(({ properties }) => properties['FunctionName'] === name);
    expect(permissions.map(({ properties }) => properties)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: name,
        Principal: 'apigateway.amazonaws.com',
        SourceArn: expect.stringMatching(/^arn:aws:execute-api:us-east-1:000000000000:Api\/\*\/\*\/\*$/),
      },
    ]);
  });
});
