import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { generateApi } from 'swagger-typescript-api';
import { operations } from '../../functions/documentation/operations-of-all.ts';
import { repositoryRoot } from '../../infra/build/repository-root.ts';
import { openApiDocument } from '../../lib/http/openapi/document.ts';
import { isMedium } from '../../lib/http/openapi/operation.ts';

/** Where the client is kept. */
export const clientFile = path.join(repositoryRoot, 'client', 'ownership-client.ts');

const notice = '// Made from the API’s document by tools/client/main.ts; changed there, not here.\n\n';

/** What a program asks for: Rota's own routes, but for the page and its parts. */
const ownOperations = Object.fromEntries(
  Object.entries(operations).filter(
    ([key, { answers }]) =>
      key.includes(' /ownership/v1/') &&
      Object.values(answers).every((answer) => answer === null || !isMedium(answer)),
  ),
);

/** Code as the repository writes it. */
const formatted = async (code: string): Promise<string> => {
  const biome = path.join(repositoryRoot, 'node_modules/.bin/biome');
  const formatter = spawn(biome, ['format', `--stdin-file-path=${clientFile}`], { cwd: repositoryRoot });
  formatter.stdin.end(code);
  const [output, complaints] = await Promise.all([text(formatter.stdout), text(formatter.stderr)]);
  if (output === '') throw new Error(`The client cannot be formatted: ${complaints}`);
  return output;
};

/**
 * The client as it has to be: made from the document of the operations as they are now.
 *
 * @throws Error if what was made is no code
 */
export const clientSource = async (): Promise<string> => {
  // By way of JSON, since the generator writes into what it is given.
  const document = JSON.parse(JSON.stringify(openApiDocument(ownOperations, '1')));
  const { files } = await generateApi({
    spec: document,
    output: false,
    silent: true,
    httpClientType: 'fetch',
    templates: path.join(import.meta.dirname, 'templates'),
    codeGenConstructs: () => ({ Keyword: { Any: 'unknown' } }),
    hooks: {
      // Not to be taken for that of the language.
      onFormatTypeName: (name) => (name === 'Error' ? 'ErrorBody' : name),
    },
  });
  const [made] = files;
  if (made === undefined || files.length > 1) throw new Error('The generator is to make one file.');
  // What it says first is for linters that are not ours.
  return formatted(notice + made.fileContent.replace(/^(?:\/\*.*?\*\/|\/\/.*|\s)*/s, ''));
};
