import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { clientFile, clientSource } from '../../tools/client/client-source.ts';

test('the client is the one that the API’s document makes', async () => {
  const kept = await readFile(clientFile, 'utf8');
  expect(kept === (await clientSource()), 'It is made anew by: npm run client').toBe(true);
});
