import { Forbidden } from '../domain/errors.ts';
import type { ObjectType } from '../domain/object-type.ts';
import { scopeOwner } from './scopes.ts';

/** Who is asking, from the token that API Gateway has already checked. */
export type Caller = { actor: string; scopes: ReadonlySet<string> };

type Claims = Record<string, string | number | boolean | string[]>;

const prefix = `${scopeOwner}/`;

/** The scopes of a token: blank-separated as OAuth has them, or a list, which API Gateway writes as `[a b]`. */
const scopesIn = (claim: Claims[string] | undefined): string[] =>
  typeof claim === 'string'
    ? claim
        .replace(/^\[(.*)\]$/, '$1')
        .split(' ')
        .filter(Boolean)
        .map((scope) => (scope.startsWith(prefix) ? scope.slice(prefix.length) : scope))
    : [];

/** The actor is the token's e-mail where it has one, else its subject. Some issuers call the scopes `scp`. */
export const callerFrom = ({ email, sub, scope, scp }: Claims): Caller => {
  const actor = typeof email === 'string' ? email : sub;
  return {
    actor: typeof actor === 'string' ? actor : 'unknown',
    scopes: new Set(scopesIn(scope ?? scp)),
  };
};

/** @throws Forbidden naming the scope that the caller lacks */
export const requireScope = (caller: Caller, scope: string): void => {
  if (!caller.scopes.has(scope)) throw new Forbidden([scope]);
};

export const objectScope = (type: ObjectType, access: 'read' | 'write'): string =>
  `crm.objects.${type}.${access}`;
