import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import { createApp } from '../../../infra/build/create-app.ts';
import { findFunctionSources } from '../../../infra/build/function-sources.ts';
import { repositoryRoot } from '../../../infra/build/repository-root.ts';
import type { StageName } from '../../../infra/stages.ts';
import { StageTemplates } from './stage-templates.ts';

export const sources = await findFunctionSources(join(repositoryRoot, 'functions'));

const apps = new Map<StageName, App>();
const templates = new Map<StageName, StageTemplates>();

/** The app with this one stage, made once per test file. Its functions are empty: templates do not look into them. */
export function appOf(stage: StageName): App {
  const known = apps.get(stage);
  if (known !== undefined) return known;
  const code = mkdtempSync(join(tmpdir(), 'rota-code-'));
  writeFileSync(join(code, 'index.cjs'), 'exports.handler = async () => undefined;');
  const outdir = mkdtempSync(join(tmpdir(), 'rota-assembly-'));
  process.once('exit', () => {
    for (const directory of [code, outdir]) rmSync(directory, { recursive: true, force: true });
  });
  const bundles = sources.map(({ name, routes }) => ({ name, routes, directory: code }));
  const app = createApp({ stageNames: [stage], bundles, outdir, validate: false });
  apps.set(stage, app);
  return app;
}

/** Both templates of a stage. */
export function templatesOf(stage: StageName): StageTemplates {
  const known = templates.get(stage);
  if (known !== undefined) return known;
  const made = new StageTemplates(appOf(stage), stage);
  templates.set(stage, made);
  return made;
}
