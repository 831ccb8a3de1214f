/**
 * Writes `src/schema/types.ts` from the schemas beside it. `--check` writes nothing and exits 1 when the file is not
 * what the schemas say; `--out FILE` writes elsewhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'src', 'schema');
/** The order of the chain; a reader of types.ts goes through it like a reader of the design. */
const ORDER = [
  'protocol',
  'model-package',
  'common',
  'data-manifest',
  'data-profile',
  'data-shift',
  'reference-standard',
  'comparator-outputs',
  'lock',
  'prediction',
  'timing',
  'run',
  'environment',
  'score-row',
  'class-row',
  'results',
  'ledger-entry',
  'signature',
];
const BANNER = `/**
 * Artifact types. Generated from the *.schema.json beside this file by tools/generate-types.mjs: change the schema,
 * then \`npm run generate\`.
 */
`;

export async function typesText() {
  const definitions = {};
  for (const name of ORDER) {
    const schema = JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8'));
    const { $defs = {}, title, ...body } = schema;
    if (body.type !== undefined) define(definitions, title, body);
    for (const [key, value] of Object.entries($defs)) define(definitions, key, value);
  }
  // The compiler wants one root; it is cut away below.
  const text = await compile({ definitions, type: 'object', additionalProperties: false }, 'Root', {
    additionalProperties: false,
    bannerComment: '',
    style: { printWidth: 110, singleQuote: true },
    ignoreMinAndMaxItems: false,
    strictIndexSignatures: false,
    unreachableDefinitions: true,
    unknownAny: true,
  });
  return `${BANNER}\n${tidy(text)}`;
}

function define(definitions, name, schema) {
  if (name in definitions) throw new Error(`two schemas define ${name}`);
  definitions[name] = rewrite(schema);
}

/** From 2020-12 to what the compiler reads: `$ref` without siblings, tuples as `items`, lengths only on tuples. */
function rewrite(node) {
  if (Array.isArray(node)) return node.map(rewrite);
  if (node === null || typeof node !== 'object') return node;
  if (typeof node.$ref === 'string') return { $ref: `#/definitions/${node.$ref.split('/').at(-1)}` };
  const result = Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !SILENT.has(key))
      .map(([key, value]) => [
        key,
        key === 'properties' ? rewriteEach(value) : DATA.has(key) ? value : rewrite(value),
      ]),
  );
  if (result.prefixItems !== undefined) {
    result.items = result.prefixItems;
    delete result.prefixItems;
  } else {
    delete result.minItems;
    delete result.maxItems;
  }
  if (typeof result.description === 'string') result.description = result.description.replace(/\*\//g, '* /');
  return result;
}
/** The keys of `properties` are names of fields, whatever they are called. */
function rewriteEach(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, rewrite(schema)]));
}

const SILENT = new Set(['$schema', 'examples', 'title', 'pattern']);
const DATA = new Set(['const', 'enum', 'description', 'required', 'tsType', 'type']);

/** Drops the artificial root and the compiler's remarks about it; puts one-line comments on one line. */
function tidy(text) {
  return `${text
    .replace(
      /( \*\n)? \* This interface was referenced by `Root`'s JSON-Schema\n \* via the `definition` "[^"]*"\.\n/g,
      '',
    )
    .replace(/\/\*\*\n \*\//g, '')
    .replace(/export interface Root \{\s*\}\n?/, '')
    .replace(/^( *)\/\*\*\n *\* (.*)\n *\*\/$/gm, '$1/** $2 */')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

const file = join(folder, 'types.ts');
const outFlag = process.argv.indexOf('--out');
const text = await typesText();
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('src/schema/types.ts is not what the schemas say: run npm run generate');
    process.exit(1);
  }
} else {
  writeFileSync(outFlag > 0 ? process.argv[outFlag + 1] : file, text);
}
