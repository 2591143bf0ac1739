import { availableParallelism } from 'node:os';
import { defineConfig, type Plugin } from 'vitest/config';

const browser = ['**/*.browser.test.ts'];
const integration = ['**/*.integration.test.ts'];
const exclude = ['**/node_modules/**', '**/dist/**'];

// What users run: some parsers carry a slow build of themselves for their own development, and vitest asks for it again unless it is told last.
const asUsersRun: Plugin = {
  name: 'as-users-run',
  configResolved: ({ ssr }) => void (ssr.resolve = { ...ssr.resolve, conditions: ['module', 'node'], externalConditions: ['node'] }),
};
const plugins = [asUsersRun];

// A process runs many files: to begin one for each, and to load and compile everything again, takes longer than most of them. So none may leave anything behind.
const isolate = false;

export default defineConfig({
  test: {
    // Most tests wait for git, servers and processes of their own; a core left free would idle.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      { plugins, test: { name: 'unit', isolate, include: ['**/*.test.ts'], exclude: [...exclude, ...browser, ...integration], testTimeout: 30_000 } },
      { plugins, test: { name: 'integration', isolate, include: integration, exclude, setupFiles: ['cli/testing/by-small-process.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      { plugins, test: { name: 'browser', isolate, include: browser, exclude, globalSetup: ['cli/testing/built-site.ts'], testTimeout: 120_000, hookTimeout: 240_000 } },
    ],
  },
});
