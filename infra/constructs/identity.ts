import {
  FeaturePlan,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  UserPoolClient,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Duration, Names, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { allScopes, scopeOwner } from '../../lib/http/scopes.ts';
import type { StageSettings, TokenIssuer } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

/**
 * The issuer of an environment that has none of its own: a user pool without users, whose resource server holds the scopes, and one
 * machine client that may have them all (OAuth's client credentials).
 *
 * Cognito's access tokens have no `aud`; API Gateway compares `client_id` then, so the client is the audience.
 */
export class Identity extends Construct {
  /** Whose tokens these are, and the outputs that tell where one is got, by which client of which pool. */
  readonly issued: TokenIssuer & {
    readonly outputs: Readonly<Record<'TokenUrl' | 'UserPoolId' | 'MachineClientId', string>>;
  };

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: settings.deletionProtection,
      removalPolicy: settings.removalPolicy,
    });
    const nobody =
      'The pool has no users, and nobody can sign up: it issues tokens to its machine client only.';
    for (const rule of ['AwsSolutions-COG1', 'AwsSolutions-COG2', 'AwsSolutions-COG8'] as const) {
      acknowledge(pool, rule, nobody);
    }
    const scopes = allScopes.map(
      (name) => new ResourceServerScope({ scopeName: name, scopeDescription: `Rota: ${name}` }),
    );
    const server = pool.addResourceServer('Scopes', { identifier: scopeOwner, scopes });
    const client = new UserPoolClient(this, 'Machine', {
      userPool: pool,
      generateSecret: true,
      authFlows: {},
      oAuth: {
        flows: { clientCredentials: true },
        scopes: scopes.map((each) => OAuthScope.resourceServer(server, each)),
      },
      accessTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
    });
    // The prefix is part of an address that the whole region shares: the path of the construct makes it unlike others.
    const prefix = Names.uniqueResourceName(this, { maxLength: 40, separator: '-' }).toLowerCase();
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool: pool,
      cognitoDomain: { domainPrefix: `${prefix}-${Stack.of(this).account}` },
    });
    this.issued = {
      issuer: `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${pool.userPoolId}`,
      audience: [client.userPoolClientId],
      outputs: {
        TokenUrl: `${domain.baseUrl()}/oauth2/token`,
        UserPoolId: pool.userPoolId,
        MachineClientId: client.userPoolClientId,
      },
    };
  }
}
