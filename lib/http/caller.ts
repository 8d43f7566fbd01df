import { Forbidden } from '../domain/errors.ts';
import type { ObjectType } from '../domain/object-type.ts';

/** Who is asking, from the token that API Gateway has already checked. */
export type Caller = { actor: string; scopes: ReadonlySet<string> };

type Claims = Record<string, string | number | boolean | string[]>;

/** The actor is the token's e-mail where it has one, else its subject; scopes are blank-separated, as OAuth has them. */
export const callerFrom = (claims: Claims): Caller => {
  const { email, sub, scope } = claims;
  const actor = typeof email === 'string' ? email : sub;
  return {
    actor: typeof actor === 'string' ? actor : 'unknown',
    scopes: new Set(typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []),
  };
};

/** @throws Forbidden naming the scope that the caller lacks */
export const requireScope = (caller: Caller, scope: string): void => {
  if (!caller.scopes.has(scope)) throw new Forbidden([scope]);
};

export const objectScope = (type: ObjectType, access: 'read' | 'write'): string =>
  `crm.objects.${type}.${access}`;
