import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import { inject } from 'vitest';
import { createApp } from '../../../infra/build/create-app.ts';
import { findFunctionSources } from '../../../infra/build/function-sources.ts';
import { repositoryRoot } from '../../../infra/build/repository-root.ts';
import type { StageName } from '../../../infra/stages.ts';
import { StageTemplates } from './stage-templates.ts';

export interface NamedRoutes {
  readonly name: string;
  readonly routes: readonly string[];
}

export const sources: readonly NamedRoutes[] = await findFunctionSources(join(repositoryRoot, 'functions'));

const apps = new Map<StageName, App>();
const templates = new Map<StageName, StageTemplates>();

/** The app with one stage and these functions. They are empty: templates do not look into them. */
export function appWith(stage: StageName, functions: readonly NamedRoutes[]): App {
  const directory = scratchDirectory();
  writeFileSync(join(directory, 'index.cjs'), 'exports.handler = async () => undefined;');
  const bundles = functions.map((each) => ({ ...each, directory }));
  return createApp({ stageNames: [stage], bundles, outdir: scratchDirectory(), validate: false });
}

/** The app with one stage and the functions of the repository, made once for all test files. */
export function appOf(stage: StageName): App {
  const app = apps.get(stage) ?? appWith(stage, sources);
  apps.set(stage, app);
  return app;
}

/** Both templates of a stage, made once for all test files. */
export function templatesOf(stage: StageName): StageTemplates {
  const known = templates.get(stage) ?? new StageTemplates(appOf(stage), stage);
  templates.set(stage, known);
  return known;
}

function scratchDirectory(): string {
  return mkdtempSync(join(inject('scratch'), 'templates-'));
}
