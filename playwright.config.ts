import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'artefacts/e2e',
  // Every story opens its own browsers. On two cores, more workers would only wait for each other.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  // The longest stories take a minute on a fast machine.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
});
