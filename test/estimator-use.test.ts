import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { estimators } from '../src/qualify/estimators/index.js';
import { ALL_METRICS } from '../src/schema/metric-catalogue.js';
import { root } from './command.js';

const page = readFileSync(join(root, 'docs/reference/estimators/use.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
const rowOf = (name: string) => rows.find(([first]) => first?.includes(`\`${name}\``) === true);
const namesIn = (cell: string | undefined) =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name);

describe('the page of where each estimator can be used', () => {
  it.each(ALL_METRICS.map(({ name, methods }) => [name, methods] as const))(
    'has the metric %s with its intervals',
    (name, methods) => {
      expect(namesIn(rowOf(name)?.[1])).toEqual(methods);
    },
  );
  it.each(estimators.map(({ name, methods }) => [name, methods] as const))(
    'has the estimator %s with its methods',
    (name, methods) => {
      expect(namesIn(rowOf(name)?.[3])).toEqual(methods.map((method) => method.name));
    },
  );
  it('has every module of the library, each with what it serves', () => {
    const modules = ['stats', 'metrics'].flatMap((folder) =>
      readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !/\.(test|testkit)\.ts$/.test(path))
        .map((path) => `${folder}/${path.replaceAll('\\', '/').replace(/\.ts$/, '')}`),
    );
    expect(modules.filter((module) => rowOf(module)?.[2] === undefined)).toEqual([]);
    expect(rowOf('stats/wilson')?.[2]).toBe('protocols, `stat`, known answers');
    expect(rowOf('metrics/staple')?.[2]).not.toContain('protocols');
  });
});
