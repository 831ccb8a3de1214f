import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/**
 * The import table of the house. A room may import from itself and from the rooms, or folders of rooms, named beside it; `packages` are the
 * only packages of node_modules it may name. Walls that matter most: `run` cannot reach the reference standard or a
 * metric; `evidence` and `verify` need nothing but Node; `dossier` says only what evidence holds.
 */
interface Room {
  may: string[];
  packages: string[];
}

export const ROOMS: Record<string, Room> = {
  core: { may: [], packages: [] },
  schema: { may: ['core'], packages: ['ajv'] },
  evidence: { may: ['core', 'schema'], packages: [] },
  stats: { may: ['core'], packages: [] },
  metrics: { may: ['core', 'stats'], packages: [] },
  imaging: {
    may: ['core', 'schema'],
    packages: [
      '@cornerstonejs/codec-charls',
      '@cornerstonejs/codec-openjpeg',
      '@cornerstonejs/codec-openjph',
    ],
  },
  annotation: { may: ['core', 'schema', 'imaging'], packages: ['yaml'] },
  protocol: { may: ['core', 'schema', 'stats'], packages: ['yaml'] },
  dataset: { may: ['core', 'schema', 'stats', 'imaging', 'annotation'], packages: ['yaml'] },
  seal: { may: ['core', 'schema', 'protocol', 'dataset', 'evidence'], packages: [] },
  model: { may: ['core', 'schema', 'imaging', 'annotation'], packages: ['onnxruntime-node', 'yaml'] },
  run: { may: ['core', 'schema', 'seal', 'imaging', 'model'], packages: [] },
  measure: { may: ['core', 'schema', 'stats', 'metrics', 'dataset'], packages: [] },
  judge: { may: ['core', 'schema', 'stats/inference'], packages: [] },
  dossier: {
    may: ['core', 'schema', 'evidence'],
    packages: [
      'handlebars',
      'puppeteer',
      '@sparticuz/chromium',
      'vega',
      'vega-lite',
      'pdf-lib',
      '@fontsource/arimo',
      '@fontsource/cousine',
    ],
  },
  example: { may: ['core', 'schema', 'imaging', 'dataset'], packages: ['dcmjs'] },
  inspect: { may: ['core', 'schema', 'imaging', 'annotation', 'dataset'], packages: [] },
  qualify: { may: ['core', 'schema', 'stats', 'metrics'], packages: [] },
  pipeline: {
    may: [
      'core',
      'schema',
      'evidence',
      'protocol',
      'dataset',
      'seal',
      'model',
      'run',
      'analyse.ts',
      'verify.ts',
      'dossier',
      'example',
    ],
    packages: [],
  },
  'analyse.ts': { may: ['core', 'schema', 'measure', 'judge'], packages: [] },
  'verify.ts': { may: ['core', 'schema', 'evidence', 'protocol', 'analyse.ts'], packages: [] },
  cli: {
    may: ['core', 'schema', 'evidence', 'pipeline', 'verify.ts', 'qualify', 'inspect'],
    packages: ['commander'],
  },
  'index.ts': { may: ['*'], packages: [] },
};

/** Packages that cost start-up time or bring native code: named in one file each, and loaded only when needed. */
export const HEAVY = [
  'dcmjs',
  'onnxruntime-node',
  'puppeteer',
  '@sparticuz/chromium',
  'vega',
  'vega-lite',
  'pdf-lib',
  'handlebars',
  'ajv',
  'yaml',
];

/** The protocol is read with positions, the model package without, DVC's files with every scalar as text, lists of classes: four readers. */
const HOMES: Record<string, number> = { yaml: 4 };

interface Import {
  file: string;
  specifier: string;
  typeOnly: boolean;
  dynamic: boolean;
}

/** Texts of the sources below a folder, by path below it, tests apart. */
export function sourcesOf(folder: string): Map<string, string> {
  return new Map(filesOf(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** @returns every broken wall, in words; empty when the house stands */
export function brokenWalls(sources: ReadonlyMap<string, string>): string[] {
  const imports = [...sources].flatMap(([file, text]) => importsOf(file, text));
  const broken: string[] = [];
  for (const { file, specifier, typeOnly, dynamic } of imports) {
    const room = roomOf(file);
    const rules = ROOMS[room];
    if (rules === undefined) {
      broken.push(`${file}: ${room} is not a room of the table`);
      continue;
    }
    if (specifier.startsWith('node:')) continue;
    if (specifier.startsWith('.')) {
      const path = posix.normalize(posix.join(posix.dirname(file), specifier)).replace(/\.js$/, '.ts');
      const target = roomOf(path);
      const opened = rules.may.some((name) => name === '*' || name === target || path.startsWith(`${name}/`));
      if (target !== room && !opened) {
        broken.push(`${file}: ${room} may not import ${target}`);
      }
      continue;
    }
    const name = packageOf(specifier);
    if (!rules.packages.includes(name)) broken.push(`${file}: ${room} may not name the package ${name}`);
    else if (HEAVY.includes(name) && !typeOnly && !dynamic)
      broken.push(`${file}: ${name} must be loaded lazily`);
  }
  for (const name of HEAVY) {
    const homes = new Set(
      imports.filter((i) => !i.typeOnly && packageOf(i.specifier) === name).map((i) => i.file),
    );
    if (homes.size > (HOMES[name] ?? 1)) broken.push(`${name} is named in ${[...homes].sort().join(', ')}`);
  }
  return broken.sort();
}

function filesOf(source: string): string[] {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.(test|testkit)\.ts$/.test(entry.name),
    )
    .map((entry) => relative(source, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function importsOf(file: string, source: string): Import[] {
  const text = source.replace(/\/\*[\s\S]*?\*\//g, '');
  const found: Import[] = [];
  const still = /^(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/gm;
  for (const [, type, specifier] of text.matchAll(still)) {
    found.push({ file, specifier: specifier ?? '', typeOnly: type !== undefined, dynamic: false });
  }
  for (const [, specifier] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    found.push({ file, specifier: specifier ?? '', typeOnly: false, dynamic: true });
  }
  return found;
}

function roomOf(file: string): string {
  return dirname(file) === '.' ? file : (file.split('/')[0] ?? file);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
