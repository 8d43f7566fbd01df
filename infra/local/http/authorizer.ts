import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';

/** What the event says about an authorized caller. */
export interface AuthorizedClaims {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

export type Authorization =
  | { readonly outcome: 'authorized'; readonly authorized: AuthorizedClaims }
  | { readonly outcome: 'unauthorized' }
  | { readonly outcome: 'forbidden' };

export interface JwtAuthorizer {
  /** Checks the value of an Authorization header for a route that asks for any of `scopes` (none: any token). */
  authorize(header: string | undefined, scopes: readonly string[]): Promise<Authorization>;
}

export interface JwtAuthorizerOptions {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly keys: JWTVerifyGetKey;
}

/** Claims are text in the event, whatever they were: a list becomes `[a b]`. */
const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

function scopesOf({ scope, scp }: JWTPayload & { scope?: unknown; scp?: unknown }): string[] {
  const value = scope ?? scp;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(' ').filter((text) => text !== '') : [];
}

/**
 * An HTTP API's JWT authorizer: an RSA signature by a key of the issuer, `iss`, `aud` (or `client_id`, when there is no
 * `aud`), `exp`, `nbf`, `iat`, then the route's scopes.
 *
 * Source: "Control access to HTTP APIs with JWT authorizers" in the API Gateway developer guide.
 */
export function createJwtAuthorizer({ issuer, audience, keys }: JwtAuthorizerOptions): JwtAuthorizer {
  const verify = async (token: string): Promise<JWTPayload | undefined> => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ['RS256', 'RS384', 'RS512'],
        requiredClaims: ['exp'],
      });
      const addressed = [payload.aud ?? payload['client_id'] ?? []].flat().map(String);
      const early = payload.iat !== undefined && payload.iat > Date.now() / 1_000 + 1;
      return early || !addressed.some((name) => audience.includes(name)) ? undefined : payload;
    } catch {
      return;
    }
  };
  return {
    authorize: async (header, scopes) => {
      const token = header?.replace(/^Bearer\s+/i, '');
      const payload = token === undefined || token === '' ? undefined : await verify(token);
      if (payload === undefined) return { outcome: 'unauthorized' };
      const granted = scopesOf(payload);
      if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
        return { outcome: 'forbidden' };
      }
      const claims = Object.fromEntries(
        Object.entries(payload).map(([name, value]) => [name, claimText(value)]),
      );
      return { outcome: 'authorized', authorized: { claims, scopes: scopes.length > 0 ? scopes : null } };
    },
  };
}
