import { readdirSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { buildSync } from 'esbuild';
import { FixtureSchedules } from './schedules-stack.ts';
import { FixtureData, FixtureService } from './stack.ts';

const HANDLERS = path.join(import.meta.dirname, 'handlers');

/** Bundles the fixture's handlers and synthesizes its stacks below `directory`; gives the assembly's folder. */
export function synthesizeFixture(directory: string): string {
  const code = path.join(directory, 'code');
  const names = readdirSync(HANDLERS).map((file) => path.basename(file, '.ts'));
  buildSync({
    entryPoints: names.map((name) => ({ in: path.join(HANDLERS, `${name}.ts`), out: `${name}/index` })),
    outdir: code,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  const app = new App({
    outdir: path.join(directory, 'assembly'),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const data = new FixtureData(app, 'fixture-data', code);
  new FixtureService(app, 'fixture-service', { code, data });
  new FixtureSchedules(app, 'fixture-schedules', code);
  return app.synth().directory;
}
