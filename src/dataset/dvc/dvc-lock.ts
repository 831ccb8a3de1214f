import { dvcEntries, isMapping, notDvc } from './dvc-entry.js';
import type { DvcEntry } from './dvc-entry.js';
import { parseDvcYaml } from './dvc-yaml.js';

export interface DvcStage {
  name: string;
  cmd: string;
  deps: DvcEntry[];
  outs: DvcEntry[];
  /** Values by file and key. */
  params: Record<string, unknown>;
}

export interface DvcLock {
  schema: string | null;
  stages: DvcStage[];
}

/**
 * A `dvc.lock`: schema 2.0, or 1.0, where the stages stand at the top.
 * @throws AppError INPUT-SYNTAX, INPUT-SCHEMA
 */
export async function parseDvcLock(text: string, place: string): Promise<DvcLock> {
  const value = await parseDvcYaml(text, place);
  if (!isMapping(value)) throw notDvc('it holds no stages', place);
  const typed = await parseDvcYaml(text, place, 'typed');
  const schema = typeof value['schema'] === 'string' ? value['schema'] : null;
  if (schema !== null && !/^[12]\.\d+$/.test(schema)) throw notDvc('its schema is neither 1 nor 2', place);
  const stages = schema === null ? value : value['stages'];
  if (!isMapping(stages)) throw notDvc('it holds no stages', place);
  const typedStages = isMapping(typed) ? (schema === null ? typed : typed['stages']) : undefined;
  return {
    schema,
    stages: Object.entries(stages).map(([name, stage]) => {
      if (!isMapping(stage)) throw notDvc(`stage ${name} is not a mapping`, place);
      const own = isMapping(typedStages) ? typedStages[name] : undefined;
      const params = isMapping(own) && isMapping(own['params']) ? own['params'] : {};
      const cmd = stage['cmd'];
      return {
        name,
        cmd: Array.isArray(cmd) ? cmd.join(' && ') : typeof cmd === 'string' ? cmd : '',
        deps: dvcEntries(stage['deps'], `${name}.deps`, place),
        outs: dvcEntries(stage['outs'], `${name}.outs`, place),
        params,
      };
    }),
  };
}
