import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the installed program: the one that holds package.json, dist/, protocols/ and templates/. */
export function programRoot(): string {
  return dirname(dirname(dirname(fileURLToPath(import.meta.url))));
}

let version: string | undefined;

export function programVersion(): string {
  version ??= (JSON.parse(readFileSync(`${programRoot()}/package.json`, 'utf8')) as { version: string })
    .version;
  return version;
}
