import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import type { Browser } from './browser.js';

/** Turns one HTML document into PDF bytes. */
export interface Printer {
  print(html: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** No network of any kind: what the page needs is inside it. */
const FLAGS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** @param scratch folder for the browser's profile; removed by `close` */
export async function openPrinter(browser: Browser, scratch: string): Promise<Printer> {
  const { default: puppeteer } = await import('puppeteer');
  await mkdir(scratch, { recursive: true });
  const environment = await environmentOf(browser, scratch);
  const launch = (flags: string[]): ReturnType<typeof puppeteer.launch> =>
    puppeteer.launch({
      executablePath: browser.executable,
      headless: browser.source === 'bundled' ? 'shell' : true,
      args: flags,
      env: environment,
      userDataDir: join(scratch, 'profile'),
      timeout: 60_000,
    });
  // Chromium has no sandbox for root, and containers often forbid it to others too; the page is ours and its scripts
  // are off, so that printing without one is better than not printing.
  const withoutSandbox = [...FLAGS, '--no-sandbox'];
  const started =
    process.getuid?.() === 0 ? launch(withoutSandbox) : launch(FLAGS).catch(() => launch(withoutSandbox));
  const opened = await started.catch((cause: unknown) => {
    throw new AppError('RENDER-NO-BROWSER', `${browser.version} does not start: ${messageOf(cause)}`, {
      place: browser.executable,
      hint: 'set PUPPETEER_EXECUTABLE_PATH to a Chrome or Chromium that starts on this machine',
      cause,
    });
  });
  return {
    async print(html) {
      const page = await opened.newPage();
      try {
        await page.setJavaScriptEnabled(false);
        await page.setRequestInterception(true);
        page.on('request', (request) => {
          const allowed = /^(data|about):/.test(request.url());
          void (allowed ? request.continue() : request.abort('blockedbyclient'));
        });
        await page.setContent(html, { waitUntil: 'load' });
        await page.evaluate('document.fonts.ready.then(() => true)');
        return await page.pdf({
          preferCSSPageSize: true,
          printBackground: true,
          outline: true,
          tagged: true,
          timeout: 120_000,
        });
      } catch (cause) {
        throw new AppError('RENDER-FAILED', `the browser could not print the page: ${messageOf(cause)}`, {
          place: browser.version,
          hint: 'try again, or name another browser with PUPPETEER_EXECUTABLE_PATH',
          cause,
        });
      } finally {
        await page.close().catch(() => undefined);
      }
    },
    async close() {
      await opened.close().catch(() => undefined);
      await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

/** Made by us: nothing of the user's environment, home or fonts can reach the page. */
async function environmentOf(browser: Browser, scratch: string): Promise<Record<string, string>> {
  const environment: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: scratch,
    TMPDIR: scratch,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    XDG_CONFIG_HOME: join(scratch, 'config'),
    XDG_CACHE_HOME: join(scratch, 'cache'),
    ...browser.environment,
  };
  if (browser.fonts !== null) {
    const path = join(scratch, 'fonts.conf');
    await writeFile(
      path,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${browser.fonts}</dir>` +
        `<cachedir>${join(scratch, 'font-cache')}</cachedir></fontconfig>\n`,
    );
    environment['FONTCONFIG_FILE'] = path;
  }
  return environment;
}
