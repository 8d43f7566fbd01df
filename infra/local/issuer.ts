import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import * as z from 'zod/mini';
import { writePrivateFile } from './private-file.ts';

/** The identity provider of a local environment: one RSA key that signs for one issuer and audience. */
export interface Issuer {
  readonly keys: JWTVerifyGetKey;
  readonly keySet: JSONWebKeySet;
  /** Signs a token; `iss`, `aud`, `iat` and `exp` (a day) are filled in where the claims do not set them. */
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

const ALGORITHM = 'RS256';
const LIFETIME_SECONDS = 24 * 60 * 60;

const issuerFile = z.object({
  issuer: z.string(),
  audience: z.string(),
  key: z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() }),
});
type IssuerFile = z.output<typeof issuerFile>;

const fileIn = (rotaDir: string): string => path.join(rotaDir, 'issuer.json');

/** The issuer that an earlier start has left in `rotaDir`; undefined when there is none. */
export async function readIssuer(rotaDir: string): Promise<Issuer | undefined> {
  const file = readIssuerFile(rotaDir);
  return file === undefined ? undefined : createIssuer(file);
}

/**
 * Makes a new key, kept in `rotaDir` readable for its owner only, so that `npm run token` can sign. With `reuse` an
 * earlier key is taken, so that tokens outlive a restart.
 */
export async function prepareIssuer(
  rotaDir: string,
  names: { readonly issuer: string; readonly audience: string },
  { reuse }: { readonly reuse: boolean },
): Promise<Issuer> {
  const key = (reuse ? readIssuerFile(rotaDir)?.key : undefined) ?? (await generateKey());
  const file = { ...names, key };
  writePrivateFile(fileIn(rotaDir), JSON.stringify(file, null, 2));
  return createIssuer(file);
}

function readIssuerFile(rotaDir: string): IssuerFile | undefined {
  try {
    return issuerFile.parse(JSON.parse(readFileSync(fileIn(rotaDir), 'utf8')));
  } catch {
    return;
  }
}

async function generateKey(): Promise<IssuerFile['key']> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return issuerFile.shape.key.parse({
    ...(await exportJWK(privateKey)),
    kid: `local-${Date.now().toString(36)}`,
    alg: ALGORITHM,
    use: 'sig',
  });
}

async function createIssuer({ issuer, audience, key }: IssuerFile): Promise<Issuer> {
  const { kty, kid, n, e } = key;
  const keySet = { keys: [{ kty, kid, n, e, alg: ALGORITHM, use: 'sig' }] };
  const privateKey = await importJWK(key, ALGORITHM);
  return {
    keySet,
    keys: createLocalJWKSet(keySet),
    sign: (claims) => {
      const now = Math.floor(Date.now() / 1_000);
      const defaults = { iss: issuer, aud: audience, iat: now, exp: now + LIFETIME_SECONDS };
      return new SignJWT({ ...defaults, ...claims })
        .setProtectedHeader({ alg: ALGORITHM, kid })
        .sign(privateKey);
    },
  };
}

/** Below the emulators' address; no bucket can have a name with an underscore. */
export const ISSUER_PATH = '/_issuer';

/** The issuer's discovery document and keys, as an identity provider serves them. */
export function issuerDocuments(
  keySet: () => JSONWebKeySet | undefined,
): Record<string, (baseUrl: string) => object> {
  return {
    [`${ISSUER_PATH}/.well-known/openid-configuration`]: (baseUrl) => ({
      issuer: `${baseUrl}${ISSUER_PATH}`,
      jwks_uri: `${baseUrl}${ISSUER_PATH}/jwks.json`,
      id_token_signing_alg_values_supported: [ALGORITHM],
    }),
    [`${ISSUER_PATH}/jwks.json`]: () => keySet() ?? { keys: [] },
  };
}
