import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veritome-browser-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fakeBrowser(version: string): string {
  const path = join(folder, version.replace(/\W/g, '-'));
  writeFileSync(path, `#!/bin/sh\necho "${version}"\n`);
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === 'win32')('the browser named by the environment', () => {
  it('is taken when it is new enough', async () => {
    const executable = fakeBrowser('Google Chrome 131.0.6778.85');
    const browser = await findBrowser(folder, { PUPPETEER_EXECUTABLE_PATH: executable });
    expect(browser).toMatchObject({
      source: 'environment',
      executable,
      version: 'Google Chrome 131.0.6778.85',
    });
  });

  it.each([
    ['too old for margin boxes', () => fakeBrowser('Chromium 130.0.6723.58'), /too old/],
    ['missing', () => join(folder, 'nowhere'), /does not start/],
  ])('is refused when it is %s, without falling back silently', async (_, path, message) => {
    await expect(findBrowser(folder, { PUPPETEER_EXECUTABLE_PATH: path() })).rejects.toMatchObject({
      code: 'RENDER-NO-BROWSER',
      message: expect.stringMatching(message),
    });
  });
});
