import { mkdir, rm } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { randomBytes } from 'node:crypto';
import { readableJson } from '../core/canonical.js';
import { sha256, sha256OfJson } from '../core/digest.js';
import { systemClock } from '../core/clock.js';
import { writeFileAtomic } from '../evidence/atomic.js';
import { findBrowser } from './browser.js';
import { printWithContents, type Contents } from './contents.js';
import { readEvidence, type EvidenceRecords } from './evidence-records.js';
import { reportFigures } from './figures/report-figures.js';
import { loadFonts, printableText, type FontSheet } from './fonts.js';
import { assertNumbersKnown } from './number-check.js';
import { numberSources } from './number-sources.js';
import { pageStyle } from './page-style.js';
import { finishPdf } from './pdf-document.js';
import { openPrinter, type Printer } from './print.js';
import { numberHelpers } from './printed-numbers.js';
import { compileDocument, loadTemplates, templateJson, templateText, type TemplateSet } from './templates.js';
import { runningHeader, type DocumentFrame } from './view/document-frame.js';
import { identityOf } from './view/identity.js';
import { indexView, type ConformanceMap, type RenderedDocument } from './view/index-document.js';
import { reportView } from './view/report.js';
import { assertNoLooseNumbers } from './view/loose-numbers.js';
import type { Words } from './view/words.js';

export interface RenderRequest {
  projectDir: string;
  /** Folder of the run or rehearsal, absolute or relative to the project. */
  runDir: string;
  /** Where the PDFs and dossier.json go. */
  outDir: string;
}

export interface RenderedDossier {
  files: { name: string; sha256: string; pages: number }[];
  /** Browser that printed, with version. */
  browser: string;
  ms: number;
}

interface Workshop {
  evidence: EvidenceRecords;
  templates: TemplateSet;
  fonts: FontSheet;
  words: Words;
  printer: Printer;
}

/**
 * The documents of a dossier from evidence alone. The same evidence, templates and browser give the same bytes: no
 * time, host or random identifier enters a page.
 * @throws AppError RENDER-NO-BROWSER, RENDER-UNKNOWN-NUMBER, RENDER-FAILED, INPUT-FILE-MISSING
 */
export async function renderDossier(request: RenderRequest): Promise<RenderedDossier> {
  const began = systemClock.elapsedMs();
  const evidence = await readEvidence(request.projectDir, insideProject(request.projectDir, request.runDir));
  const templates = await loadTemplates(request.projectDir);
  const fonts = await loadFonts();
  const words = templateJson(templates, 'words.json') as Words;
  await mkdir(request.outDir, { recursive: true });
  const scratch = join(request.outDir, `.cache-${process.pid}-${randomBytes(4).toString('hex')}`);
  const browser = await findBrowser(scratch);
  try {
    const printer = await openPrinter(browser, join(scratch, 'browser'));
    try {
      const shop: Workshop = { evidence, templates, fonts, words, printer };
      const report = await renderReport(shop);
      const index = await renderIndex(shop, [report.document]);
      const rendered = [index, report];
      for (const { document, bytes } of rendered) {
        await writeFileAtomic(join(request.outDir, `${document.name}.pdf`), bytes);
      }
      const sidecar = {
        kind: 'dossier',
        schemaVersion: 1,
        isEvidence: evidence.results.isEvidence,
        run: evidence.runFolder,
        results: evidence.resultsDigest,
        templates: { sha256: templates.sha256, overlaid: templates.overlaid },
        browser: { version: browser.version, source: browser.source },
        fonts: fonts.names,
        documents: rendered.map(({ document }) => ({ ...document, name: `${document.name}.pdf` })),
      };
      await writeFileAtomic(join(request.outDir, 'dossier.json'), readableJson(sidecar));
      return {
        files: rendered.map(({ document }) => ({
          name: `${document.name}.pdf`,
          sha256: document.sha256,
          pages: document.pages,
        })),
        browser: browser.version,
        ms: Math.round(systemClock.elapsedMs() - began),
      };
    } finally {
      await printer.close();
    }
  } finally {
    await browser.dispose();
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Rendering {
  document: RenderedDocument;
  bytes: Uint8Array;
}

async function renderReport(shop: Workshop): Promise<Rendering> {
  const { evidence, templates, words } = shop;
  const figures = await reportFigures(evidence, templates, words);
  return renderDocument(shop, '02-validation-report', 'Validation report', [], (frame) =>
    reportView(evidence, frame, words, figures),
  );
}

async function renderIndex(shop: Workshop, documents: RenderedDocument[]): Promise<Rendering> {
  const conformance = templateJson(shop.templates, 'conformance.json') as ConformanceMap;
  const { planned } = templateJson(shop.templates, 'planned-documents.json') as {
    planned: { name: string; title: string }[];
  };
  return renderDocument(shop, '00-dossier-index', 'Dossier index', documents, (frame) =>
    indexView(shop.evidence, frame, shop.words, documents, conformance, planned),
  );
}

async function renderDocument(
  shop: Workshop,
  name: string,
  title: string,
  documents: RenderedDocument[],
  view: (frame: DocumentFrame) => object,
): Promise<Rendering> {
  const { evidence, templates, fonts, printer } = shop;
  const render = await compileDocument(templates, `${name}/document.hbs`, numberHelpers(evidence.results));
  const header = runningHeader(title, evidence);
  const css = [fonts.css, templateText(templates, 'css/document.css'), pageStyle(header)].join('\n');
  const identity = identityOf(evidence);
  const sources = numberSources(evidence, templates, documents);
  const html = (contents: Contents): string => {
    const made = view({
      name,
      title,
      language: 'en',
      isEvidence: evidence.results.isEvidence,
      identity,
      contents,
      css,
      header,
    });
    assertNoLooseNumbers(made, `templates/${name}`);
    const text = render(made);
    assertNumbersKnown(text, sources, `templates/${name}`);
    return printableText(text, fonts);
  };
  const printed = await printWithContents(printer, html, `templates/${name}`);
  const { bytes, pages } = await finishPdf(printed.bytes, {
    title: `${title} - ${evidence.results.protocol.id} ${evidence.results.protocol.version}`,
    language: 'en',
    at: evidence.run.endedAt,
    identity: sha256OfJson({ name, results: evidence.resultsDigest, templates: templates.sha256 }),
  });
  return { document: { name, title, pages, sha256: sha256(bytes) }, bytes };
}

function insideProject(projectDir: string, runDir: string): string {
  const path = isAbsolute(runDir) ? relative(projectDir, runDir) : runDir;
  return path.split(sep).join('/').replace(/\/$/, '');
}
