import path from 'node:path';
import * as z from 'zod/mini';
import { UsageError } from '../../infra/local/command-line.ts';
import { readAccess } from '../../infra/local/local-json.ts';

export type Access = { apiUrl: string; token: string };
export type Answer = { status: number; body: unknown };

const refusal = z.object({
  message: z.string(),
  errors: z._default(z.array(z.object({ message: z.string(), in: z.optional(z.string()) })), []),
});

/**
 * Where the service is and who asks: what the command line says, or the Rota that runs on this machine.
 *
 * @throws UsageError if a deployed one is named without a token; Error if none runs here
 */
export const findAccess = (given: { apiUrl: string | undefined; token: string | undefined }): Access => {
  const { apiUrl, token = process.env['ROTA_TOKEN'] } = given;
  if (apiUrl !== undefined) {
    if (token === undefined)
      throw new UsageError('Say with --token, or the variable ROTA_TOKEN, who you are.');
    if (!URL.canParse(apiUrl)) throw new UsageError(`--api-url takes an address, not ${apiUrl}.`);
    return { apiUrl: apiUrl.replace(/\/$/, ''), token };
  }
  const rotaDir = path.resolve(process.env['ROTA_DIR'] ?? '.rota');
  const access = readAccess(rotaDir);
  if (access !== undefined) return access;
  throw new Error(
    `Rota does not run from ${rotaDir}: start it with "npm start", or name another with --api-url.`,
  );
};

const whyRefused = ({ status, body }: Answer, apiUrl: string): string => {
  if (status === 401)
    return `${apiUrl} does not accept the token: it may have expired, or be another service's.`;
  const { success, data } = z.safeParse(refusal, body);
  if (!success) return `${apiUrl} answered ${status}.`;
  const details = data.errors.map(
    ({ message, in: field }) => `  ${field === undefined ? '' : `${field}: `}${message}`,
  );
  return [data.message, ...details].join('\n');
};

/**
 * One request.
 *
 * @param accepted which answers are no error, beside successes
 * @throws Error that says what is wrong, and what to do about it if that is known
 */
export const ask = async (
  { apiUrl, token }: Access,
  { method, path: where, body }: { method: string; path: string; body?: unknown },
  accepted: readonly number[] = [],
): Promise<Answer> => {
  let response: Response;
  try {
    response = await fetch(`${apiUrl}${where}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Error(
      `Nothing answers at ${apiUrl}. If it is to run on this machine, start it with "npm start".`,
    );
  }
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const answer = { status: response.status, body: parsed };
  if (!response.ok && !accepted.includes(response.status)) throw new Error(whyRefused(answer, apiUrl));
  return answer;
};
