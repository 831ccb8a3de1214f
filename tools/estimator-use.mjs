/**
 * Where each estimator can be used: the text of docs/reference/estimators/use.md, from the registries and the imports of the
 * sources, so that it follows them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from './build.mjs';

/** Parts of the program that an estimator serves, by the sources they start from. */
const PARTS = [
  ['protocols', (path) => /^(measure|judge|protocol|dataset)\//.test(path)],
  ['`stat`', (path) => path.startsWith('qualify/estimators/')],
  ['known answers', (path) => path.startsWith('qualify/families/')],
];

/** @returns [name, metric entry or undefined, estimator or undefined] of every number there is, by name */
export function numbersByName(metrics, estimators) {
  const metricOf = new Map(metrics.map((entry) => [entry.name, entry]));
  const estimatorOf = new Map(estimators.map((entry) => [entry.name, entry]));
  const names = [...new Set([...metricOf.keys(), ...estimatorOf.keys()])].sort();
  return names.map((name) => [name, metricOf.get(name), estimatorOf.get(name)]);
}

/** @returns [module of src/stats or src/metrics, what it is, parts of the program that use it] */
export function libraryModules() {
  const files = readdirSync(join(root, 'src'), { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !/\.(test|testkit)\.ts$/.test(path));
  const imports = new Map(files.map((path) => [path, importsOf(path)]));
  const used = PARTS.map(([part, starts]) => [part, reachable(files.filter(starts), imports)]);
  return files
    .filter((path) => /^(stats|metrics)\//.test(path))
    .sort()
    .map((path) => [path, summaryOf(path), used.filter(([, from]) => from.has(path)).map(([part]) => part)]);
}

function importsOf(path) {
  const text = readFileSync(join(root, 'src', path), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)].map(([, to]) =>
    posix.normalize(posix.join(dirname(path), `${to}.ts`)),
  );
}

function reachable(starts, imports) {
  const seen = new Set(starts);
  const open = [...starts];
  while (open.length > 0) {
    for (const next of imports.get(open.pop()) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}

/** First sentence of the first doc comment of the file. */
function summaryOf(path) {
  const text = readFileSync(join(root, 'src', path), 'utf8');
  const [, comment = ''] = /\/\*\*([\s\S]*?)\*\//.exec(text) ?? [];
  const words = comment
    .replaceAll(/\n\s*\*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return (/^.*?[.:](?= |$)/.exec(words) ?? [words])[0].replaceAll(/@\w+.*$/g, '').replace(/[:.]?\s*$/, '');
}

export function useText(metrics, estimators, { generated, pageOf, table }) {
  const code = (name) => `\`${name}\``;
  const numbers = numbersByName(metrics, estimators).map(([name, metric, estimator]) => [
    estimator === undefined ? code(name) : `[${code(name)}](${pageOf(name)})`,
    metric === undefined ? '–' : metric.methods.map(code).join(' '),
    metric?.descriptiveBecause === undefined ? (metric === undefined ? '–' : 'yes') : 'describes only',
    estimator === undefined ? '–' : estimator.methods.map(({ name: method }) => code(method)).join(' '),
  ]);
  const modules = libraryModules().map(([path, what, parts]) => [
    code(path.replace(/\.ts$/, '')),
    what,
    parts.length === 0 ? 'only by import' : parts.join(', '),
  ]);
  return `${[
    '# Where each estimator can be used',
    generated,
    '## Numbers',
    'A protocol asks for the metrics of the second column with one of these intervals; `veritome stat` computes one number by hand, with one of the methods of the last column. Multi-class metrics need `classes` in the protocol, differences a comparator. A number without an entry in a column cannot be had there.',
    table(['number', 'intervals in a protocol', 'may decide', 'methods of `veritome stat`'], numbers),
    '## Library',
    'Every module of `src/stats` and `src/metrics` and the parts of the program it serves: protocols (check, measure, judge, shift of data), `veritome stat`, and the known answers of `veritome qualify`.',
    table(['module', 'what it is', 'serves'], modules),
  ].join('\n\n')}\n`;
}
