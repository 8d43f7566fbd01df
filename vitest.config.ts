import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...extra },
});

export default defineConfig({
  test: {
    // Node runs TypeScript itself; the tests run on what the service runs on.
    experimental: { viteModuleRunner: false },
    // What a test that passes logs is what it was meant to log.
    silent: 'passed-only',
    // Most tests wait for an emulator more than they compute.
    maxWorkers: Math.max(3, availableParallelism()),
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'reports/tests.json' }]] : ['default'],
    projects: [
      // Properties run a thousand times, on whatever machine.
      project('unit', { isolate: false, testTimeout: 60_000 }),
      project('integration', { testTimeout: 20_000, hookTimeout: 20_000 }),
      project('infra', {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        isolate: false,
        globalSetup: ['test/support/global-scratch.ts'],
      }),
      project('e2e', {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        globalSetup: ['test/support/global-host.ts'],
      }),
    ],
  },
});
