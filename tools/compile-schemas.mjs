/**
 * Writes a validator for each schema to `dist/schema/compiled/`, as CommonJS: the code that ajv makes refers to its runtime by
 * `require`. Run by the build, after `tsc`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import standalone from 'ajv/dist/standalone/index.js';
import { root } from './build.mjs';
import { ARTIFACT_KINDS } from '../dist/schema/schema-files.js';
import { schemaValidators } from '../dist/schema/schema-validators.js';

const folder = join(root, 'dist', 'schema', 'compiled');
mkdirSync(folder, { recursive: true });
const ajv = await schemaValidators(true);
for (const kind of ARTIFACT_KINDS)
  writeFileSync(join(folder, `${kind}.cjs`), standalone.default(ajv, ajv.getSchema(`${kind}.schema.json`)));
