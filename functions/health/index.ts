import packageJson from '../../package.json' with { type: 'json' };
import { createHandler } from './handler.ts';

export const handler = createHandler({ version: packageJson.version });
