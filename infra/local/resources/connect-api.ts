import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import { describeResource, refOf } from '../assembly/stack.ts';
import { createJwtAuthorizer } from '../http/authorizer.ts';
import { createGateway, type Gateway } from '../http/gateway.ts';
import { createThrottle } from '../http/throttle.ts';
import type { Issuer } from '../issuer.ts';
import type { Functions } from './create-functions.ts';
import { authorizer, httpApi, integration, route, stage } from './http-api.ts';

/** Whom the tokens of the local environment must name. */
export interface TokenAudience {
  readonly issuer: string;
  readonly audience: string;
}

/** The first JWT authorizer's issuer and audience; undefined when the API has none. */
export function findTokenAudience(assembly: Assembly): TokenAudience | undefined {
  const [first] = resourcesOf(assembly, authorizer);
  if (first === undefined) return;
  const { Issuer, Audience } = first.properties.JwtConfiguration;
  return { issuer: Issuer, audience: Audience[0] ?? '' };
}

/** Builds the gateway of the assembly's one HTTP API; undefined when it has none. */
export function connectApi(assembly: Assembly, functions: Functions, issuer: Issuer): Gateway | undefined {
  const [api, ...others] = resourcesOf(assembly, httpApi);
  if (api === undefined) return;
  const [other] = others;
  if (other !== undefined) {
    throw new Error(`${describeResource(other)}: a second HTTP API is not modelled by the local host.`);
  }
  const apiId = refOf(api);
  const settings = resourcesOf(assembly, stage).find(
    ({ properties }) => properties.ApiId === apiId,
  )?.properties;
  const integrations = new Map(
    resourcesOf(assembly, integration).map(({ id, properties }) => [`integrations/${id}`, properties]),
  );
  const authorizers = new Map(
    resourcesOf(assembly, authorizer).map(({ id, properties }) => {
      const { Issuer: expected, Audience: audience } = properties.JwtConfiguration;
      // Every issuer is the local one: only its keys can sign here.
      return [id, createJwtAuthorizer({ issuer: expected, audience, keys: issuer.keys })] as const;
    }),
  );

  const routes = resourcesOf(assembly, route).map((resource) => {
    const { RouteKey, Target, AuthorizationType, AuthorizerId, AuthorizationScopes } = resource.properties;
    const target = integrations.get(Target);
    if (target === undefined) {
      throw new Error(
        `${describeResource(resource)}: the target ${Target} is not modelled by the local host.`,
      );
    }
    const jwt = AuthorizationType === 'JWT' ? authorizers.get(AuthorizerId ?? '') : undefined;
    if (AuthorizationType === 'JWT' && jwt === undefined) {
      throw new Error(`${describeResource(resource)}: there is no authorizer ${AuthorizerId}.`);
    }
    const limits = { ...settings?.DefaultRouteSettings, ...settings?.RouteSettings?.[RouteKey] };
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = limits;
    return {
      routeKey: RouteKey,
      target: functions.find(target.IntegrationUri),
      timeoutMs: target.TimeoutInMillis,
      authorizer: jwt,
      scopes: AuthorizationScopes,
      throttle:
        rate === undefined && burst === undefined
          ? undefined
          : createThrottle({ rate: rate ?? burst ?? 0, burst: burst ?? rate ?? 0 }),
    };
  });
  return createGateway({
    accountId: api.stack.account,
    apiId,
    routes,
    cors: api.properties.CorsConfiguration,
  });
}
