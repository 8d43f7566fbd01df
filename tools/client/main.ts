import { writeFile } from 'node:fs/promises';
import { clientFile, clientSource } from './client-source.ts';

// Writes the client anew, after the API has changed.
await writeFile(clientFile, await clientSource());
