import { defineConfig } from 'vitest/config';

const browser = ['**/*.browser.test.ts'];
const integration = ['**/*.integration.test.ts'];
const exclude = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...exclude, ...browser, ...integration], testTimeout: 30_000 } },
      { test: { name: 'integration', include: integration, exclude, testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: 'browser', include: browser, exclude, globalSetup: ['cli/testing/built-site.ts'], testTimeout: 120_000, hookTimeout: 240_000 } },
    ],
  },
});
