import type { Ajv2020 } from 'ajv/dist/2020.js';
import { ARTIFACT_KINDS, readSchema } from './schema-files.js';

/**
 * The validator generator with every schema added, none compiled yet (JSON Schema 2020-12, strict).
 * @param source keeps the code of what it compiles, for the build to write down
 */
export async function schemaValidators(source: boolean): Promise<Ajv2020> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    code: { source },
  });
  // Read by the generator of types.ts alone.
  ajv.addVocabulary(['tsType']);
  ajv.addSchema(readSchema('common'), 'common.schema.json');
  for (const kind of ARTIFACT_KINDS) ajv.addSchema(readSchema(kind), `${kind}.schema.json`);
  return ajv;
}
