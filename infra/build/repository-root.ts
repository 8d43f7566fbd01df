import { fileURLToPath } from 'node:url';

/** Where `package.json` lies, whatever the working directory is. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));
