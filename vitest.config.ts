import { defineConfig } from 'vitest/config';

const common = {
  testTimeout: 60_000,
  hookTimeout: 240_000,
  pool: 'forks' as const,
  setupFiles: ['test/fast-check.setup.ts'],
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // No unit test changes what a module holds, so that the files of one worker share what they import.
      {
        test: {
          ...common,
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: ['src/dossier/**'],
          isolate: false,
        },
      },
      // Figures count identifiers over the process and set how text is measured: each file has a process of its own.
      { test: { ...common, name: 'dossier', include: ['src/dossier/**/*.test.ts'] } },
      {
        test: {
          ...common,
          name: 'black-box',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/projects.setup.ts'],
        },
      },
    ],
  },
});
