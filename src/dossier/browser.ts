import { execFile } from 'node:child_process';
import { access, chmod, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { AppError, messageOf } from '../core/error.js';
import { tarEntries } from './tar-entries.js';

/** A browser that can print, and what its process must be given. */
export interface Browser {
  /** Where it was found: `environment`, `system` or `bundled`. */
  source: 'environment' | 'system' | 'bundled';
  executable: string;
  /** For example `Chromium 143.0.7499.0`. */
  version: string;
  /** Variables the process needs, such as the folder of its own libraries. */
  environment: Record<string, string>;
  /** Folder of fallback fonts, so that the page does not depend on what the machine has; null: the machine's. */
  fonts: string | null;
  /** Remove what was unpacked only for this rendering. */
  dispose(): Promise<void>;
}

/** The first version whose @page margin boxes hold running headers and page numbers. */
const OLDEST = 131;

const SYSTEM_PATHS: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

/**
 * PUPPETEER_EXECUTABLE_PATH, else a Chrome or Chromium of the system that is new enough, else the one inside
 * @sparticuz/chromium (Linux on x64).
 * @param scratch folder to unpack into when the installation cannot be written to; removed by `dispose`
 * @throws AppError RENDER-NO-BROWSER
 */
export async function findBrowser(
  scratch: string,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Browser> {
  const named = variables['PUPPETEER_EXECUTABLE_PATH'];
  if (named !== undefined && named !== '') {
    const version = await versionOf(named, {});
    if (version === null) throw noBrowser(`PUPPETEER_EXECUTABLE_PATH (${named}) does not start`);
    if (majorOf(version) < OLDEST) throw noBrowser(`${version} at PUPPETEER_EXECUTABLE_PATH is too old`);
    return installed('environment', named, version);
  }
  for (const path of SYSTEM_PATHS[process.platform] ?? []) {
    const version = await versionOf(path, {});
    if (version !== null && majorOf(version) >= OLDEST) return installed('system', path, version);
  }
  return bundledBrowser(scratch);
}

function installed(source: Browser['source'], executable: string, version: string): Browser {
  return { source, executable, version, environment: {}, fonts: null, dispose: () => Promise.resolve() };
}

async function bundledBrowser(scratch: string): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw noBrowser('none was found');
  const folder = await unpackedBrowser(scratch);
  const executable = join(folder.path, 'chromium');
  // Its own NSS libraries: a bare Debian has none. Only the browser's process sees this path.
  const environment = { LD_LIBRARY_PATH: join(folder.path, 'lib') };
  const version = await versionOf(executable, environment);
  if (version === null) throw noBrowser('the bundled Chromium does not start on this system');
  const dispose = (): Promise<void> =>
    folder.temporary ? rm(folder.path, { recursive: true, force: true }) : Promise.resolve();
  return { source: 'bundled', executable, version, environment, fonts: join(folder.path, 'fonts'), dispose };
}

/** Unpacks once into node_modules/.cache, which goes when the installation goes; else into `scratch`. */
async function unpackedBrowser(scratch: string): Promise<{ path: string; temporary: boolean }> {
  const home = bundledPackage();
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const cache = join(home, '..', '..', '.cache', 'veritome');
  const lasting = join(cache, `chromium-${version}`);
  if (await exists(lasting)) return { path: lasting, temporary: false };
  const writable = await mkdir(cache, { recursive: true }).then(
    () =>
      access(cache, constants.W_OK).then(
        () => true,
        () => false,
      ),
    () => false,
  );
  const path = join(
    writable ? cache : scratch,
    `.unpacking-${process.pid}-${randomBytes(4).toString('hex')}`,
  );
  try {
    await unpack(join(home, 'bin'), path);
    if (!writable) return { path, temporary: true };
    // Whole or not at all; another process that was faster has made the same folder.
    await rename(path, lasting).catch(async (error: unknown) => {
      if (!(await exists(lasting))) throw error;
      await rm(path, { recursive: true, force: true });
    });
    return { path: lasting, temporary: false };
  } catch (cause) {
    await rm(path, { recursive: true, force: true });
    throw noBrowser(`the bundled Chromium cannot be unpacked: ${messageOf(cause)}`);
  }
}

async function unpack(archives: string, folder: string): Promise<void> {
  const inflate = promisify(brotliDecompress);
  await mkdir(folder, { recursive: true });
  const executable = join(folder, 'chromium');
  await writeFile(executable, await inflate(await readFile(join(archives, 'chromium.br'))));
  await chmod(executable, 0o755);
  for (const archive of ['al2023.tar.br', 'fonts.tar.br']) {
    for (const entry of tarEntries(await inflate(await readFile(join(archives, archive))))) {
      const path = join(folder, entry.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, entry.bytes);
    }
  }
}

function bundledPackage(): string {
  try {
    // Resolved, not imported: its own start-up code writes to fixed paths in the shared temporary folder.
    return join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', '..');
  } catch {
    throw noBrowser('none was found and @sparticuz/chromium is not installed');
  }
}

async function versionOf(executable: string, environment: Record<string, string>): Promise<string | null> {
  try {
    await access(executable, constants.X_OK);
    const { stdout } = await promisify(execFile)(executable, ['--version'], {
      env: { PATH: process.env['PATH'], ...environment },
      timeout: 20_000,
    });
    return stdout.trim() === '' ? null : stdout.trim();
  } catch {
    return null;
  }
}

function majorOf(version: string): number {
  return Number(/(\d+)\.\d+/.exec(version)?.[1] ?? 0);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function noBrowser(why: string): AppError {
  return new AppError('RENDER-NO-BROWSER', `no browser to print with: ${why}`, {
    place: 'PUPPETEER_EXECUTABLE_PATH',
    hint: `set PUPPETEER_EXECUTABLE_PATH to a Chrome or Chromium of version ${OLDEST} or newer`,
  });
}
