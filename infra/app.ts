import { join } from 'node:path';
import { bundleFunctions } from './build/bundle-functions.ts';
import { createApp } from './build/create-app.ts';
import { findFunctionSources } from './build/function-sources.ts';
import { repositoryRoot } from './build/repository-root.ts';

const sources = await findFunctionSources(join(repositoryRoot, 'functions'));
const bundles = await bundleFunctions(sources, join(repositoryRoot, 'dist', 'functions'));

createApp({ stageNames: ['local', 'dev', 'staging', 'prod'], bundles, validate: true }).synth();
