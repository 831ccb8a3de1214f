import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'demo/', 'node_modules/', 'coverage/', 'src/schema/types.ts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js', 'bin/*.js', 'tools/*.mjs'] } },
    },
    rules: {
      // Numbers in messages are the rule here, not the exception.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'use core/random.ts: every draw must be repeatable' },
        { object: 'Date', property: 'now', message: 'use core/clock.ts' },
      ],
      eqeqeq: 'error',
    },
  },
  {
    // Typed arrays are read in bounds by construction; a check for undefined on every read would hide the formula.
    files: [
      'src/stats/**',
      'src/metrics/**',
      'src/imaging/**',
      'src/annotation/**',
      'src/model/**',
      'src/example/**',
      'src/core/random.ts',
      'bench/**',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**', '**/*.testkit.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      'no-restricted-properties': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
