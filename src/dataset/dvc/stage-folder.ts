import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isMapping, notDvc } from './dvc-entry.js';
import { DVC_LIMITS } from './dvc-limits.js';
import { parseDvcYaml } from './dvc-yaml.js';

/**
 * Folder that the paths of a stage are relative to. `dvc.lock` does not hold it: it is the `wdir` of the stage in the
 * `dvc.yaml` beside, where there is one.
 * @param lockFile absolute path of the `dvc.lock`
 * @throws AppError INPUT-SYNTAX, INPUT-SCHEMA, also for a `wdir` with a template, which only DVC can fill in
 */
export async function stageFolders(lockFile: string, place: string): Promise<(stage: string) => string> {
  const home = dirname(lockFile);
  const file = join(home, 'dvc.yaml');
  if (!existsSync(file)) return () => home;
  if (statSync(file).size > DVC_LIMITS.yamlBytes) throw notDvc('dvc.yaml is too large', place);
  const value = await parseDvcYaml(await readFile(file, 'utf8'), place.replace(/dvc\.lock$/, 'dvc.yaml'));
  const stages = isMapping(value) && isMapping(value['stages']) ? value['stages'] : {};
  return (name) => {
    // Of a stage that runs over a list the lock holds `name@item`, and dvc.yaml what to do for each.
    const stage = stages[name] ?? stages[name.split('@')[0] ?? name];
    const body = isMapping(stage) && isMapping(stage['do']) ? stage['do'] : stage;
    const wdir = isMapping(body) ? body['wdir'] : undefined;
    if (wdir === undefined || wdir === '') return home;
    if (typeof wdir !== 'string') throw notDvc(`wdir of stage ${name} is not a path`, place);
    if (wdir.includes('${'))
      throw notDvc(`wdir of stage ${name} is a template, which only DVC can fill in`, place);
    return resolve(home, wdir);
  };
}
