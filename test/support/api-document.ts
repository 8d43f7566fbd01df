import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { operations } from '../../functions/documentation/operations-of-all.ts';
import { openApiDocument } from '../../lib/http/openapi/document.ts';

/** The document that the running service serves. */
export const apiDocument = openApiDocument(operations, '0.0.0-test');

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'document', components: apiDocument.components });

const patterns = Object.keys(apiDocument.paths)
  // What is written out comes before what stands for anything.
  .toSorted((one, other) => one.split('{').length - other.split('{').length)
  .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`) }));

/** The path of the document that a request is about, if it knows the method there. */
const pathOf = (method: string, url: string): string | undefined => {
  const [asked = ''] = url.split('?');
  return patterns.find(
    ({ path, pattern }) =>
      pattern.test(asked) && apiDocument.paths[path]?.[method.toLowerCase()] !== undefined,
  )?.path;
};

const validators = new Map<string, ValidateFunction | null>();

/** References stand as they do in the document, of which only the components are needed. */
const inDocument = (schema: unknown): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));

const validatorOf = (method: string, path: string, status: number): ValidateFunction | null => {
  const key = `${method} ${path} ${status}`;
  const known = validators.get(key);
  if (known !== undefined) return known;
  const operation = apiDocument.paths[path]?.[method.toLowerCase()];
  const response = operation?.responses[String(status)];
  if (response === undefined) throw new Error(`The API's document does not know the answer ${key}.`);
  const schema = response.content?.['application/json']?.schema;
  const validator = schema === undefined ? null : ajv.compile(inDocument(schema));
  validators.set(key, validator);
  return validator;
};

/**
 * Fails unless an answer of the service is one that its document describes. What the document does not know must not be there.
 *
 * @throws Error naming what differs
 */
export const checkAnswer = (
  method: string,
  url: string,
  { status, body }: { status: number; body: unknown },
): void => {
  const path = pathOf(method, url);
  if (path === undefined) {
    if (status === 404) return;
    throw new Error(`The API's document does not know ${method} ${url}, which answered ${status}.`);
  }
  const validate = validatorOf(method, path, status);
  if (validate === null || validate(body)) return;
  const problems = (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`.trim(),
  );
  throw new Error(
    `${method} ${path} answered ${status} otherwise than its document says: ${problems.join('; ')}\n${JSON.stringify(body)}`,
  );
};
