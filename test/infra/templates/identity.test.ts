import { describe, expect, test } from 'vitest';
import { type StageName, stages } from '../../../infra/stages.ts';
import { allScopes } from '../../../lib/http/scopes.ts';
import { templatesOf } from './synthesized.ts';

const named = Object.keys(stages) as StageName[];
const foreign = named.filter((name) => stages[name].jwt !== undefined);
const own = named.filter((name) => stages[name].jwt === undefined);

const authorizerOf = (stage: StageName) => templatesOf(stage).one('AWS::ApiGatewayV2::Authorizer').properties;

describe.each(foreign)('%s, which has an identity provider', (stage) => {
  test('takes the tokens of that issuer for that audience', () => {
    const { issuer: Issuer, audience: Audience } = stages[stage].jwt ?? {};
    expect(authorizerOf(stage)).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer, Audience },
    });
  });

  test('makes none', () => {
    expect(templatesOf(stage).all('AWS::Cognito::UserPool')).toEqual([]);
  });
});

describe.each(own)('%s, which has no identity provider', (stage) => {
  const templates = templatesOf(stage);

  test('takes the tokens of its own user pool for its machine client', () => {
    expect(authorizerOf(stage)).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration: {
        Issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/UserPoolId',
        Audience: ['MachineClientId'],
      },
    });
  });

  test('lets nobody sign up', () => {
    expect(templates.one('AWS::Cognito::UserPool').properties['AdminCreateUserConfig']).toEqual({
      AllowAdminCreateUserOnly: true,
    });
  });

  test('knows every scope, and gives the machine client all of them for its secret alone', () => {
    const { Identifier, Scopes } = templates.one('AWS::Cognito::UserPoolResourceServer').properties;
    expect(Identifier).toBe('rota');
    expect(Scopes).toEqual(allScopes.map((ScopeName) => expect.objectContaining({ ScopeName })));
    const client = templates.one('AWS::Cognito::UserPoolClient').properties;
    expect(client).toMatchObject({ GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'] });
    expect(client['AllowedOAuthScopes']).toHaveLength(allScopes.length);
  });
});
