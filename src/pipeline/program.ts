import { readFileSync } from 'node:fs';
import { programRoot } from '../seal/scorer.js';

let version: string | undefined;

export function programVersion(): string {
  version ??= (JSON.parse(readFileSync(`${programRoot()}/package.json`, 'utf8')) as { version: string })
    .version;
  return version;
}
