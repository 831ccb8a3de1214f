import { readFileSync } from 'node:fs';

/** Version in the package.json beside the program. */
export function toolVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
