import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import type { Results } from '../schema/types.js';
import { writeFixtureProject } from './fixture.testkit.js';
import { renderDossier, type RenderedDossier } from './render-dossier.js';

interface ReadPdf {
  /** Text of each page. */
  pages: string[];
  pdf: PDFDocumentProxy;
  bytes: Buffer;
}

type Outline = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>;

async function readPdf(path: string): Promise<ReadPdf> {
  const bytes = readFileSync(path);
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' '),
    );
  }
  return { pages, pdf, bytes };
}

/** Where a space stands between two runs of text is the extractor's guess. */
const tight = (text: string): string => text.replace(/\s/g, '');

interface DossierRecord {
  results: string;
  browser: { version: string };
  documents: { name: string; sha256: string }[];
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('a rendered dossier', () => {
  let folder: string;
  let runDir: string;
  let first: RenderedDossier;
  let report: ReadPdf;
  let index: ReadPdf;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'veritome-dossier-'));
    runDir = writeFixtureProject(folder);
    first = await renderDossier({ projectDir: folder, runDir, outDir: join(folder, 'dossier') });
    report = await readPdf(join(folder, 'dossier', '02-validation-report.pdf'));
    index = await readPdf(join(folder, 'dossier', '00-dossier-index.pdf'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('leaves the documents and their record, and nothing else', () => {
    expect(readdirSync(join(folder, 'dossier')).sort()).toEqual([
      '00-dossier-index.pdf',
      '02-validation-report.pdf',
      'dossier.json',
    ]);
    const record = readJson(join(folder, 'dossier', 'dossier.json')) as DossierRecord;
    expect(record.results).toBe(sha256(readFileSync(join(folder, runDir, 'results.json'))));
    expect(record.browser.version).toBe(first.browser);
    for (const document of record.documents) {
      expect(document.sha256).toBe(sha256(readFileSync(join(folder, 'dossier', document.name))));
    }
  });

  it('has text, a running header and its right number on every page', () => {
    for (const { pages } of [report, index]) {
      for (const [i, text] of pages.entries()) {
        expect(text).toContain('VP-FRX-001 1.0 · results');
        expect(text).toContain(`page ${i + 1} of ${pages.length}`);
        expect(text.length).toBeGreaterThan(150);
      }
    }
  });

  it('says on its first page what a release manager acts on', () => {
    const results = readJson(join(folder, runDir, 'results.json')) as Results;
    const { estimate, lower, upper, counts } = results.estimates['E1.1']!.printed;
    const [page = ''] = report.pages;
    expect(page).toContain(`${estimate} [${lower.replace(' %', '')}, ${upper.replace(' %', '')}]`);
    for (const text of [
      counts,
      'E1.1',
      'lower limit above 80 %',
      'look 1 of 1',
      'Weakest subgroup',
      'npx veritome verify',
    ]) {
      expect(page).toContain(text);
    }
  });

  it.each(['report', 'index'] as const)(
    'has a table of contents of the %s with right pages',
    async (which) => {
      const { pages, pdf } = which === 'report' ? report : index;
      // Bookmarks come from the headings by way of the browser, the contents by way of our two passes: they must agree.
      const flat = (entries: Outline): Outline =>
        entries.flatMap((entry) => [entry, ...flat(entry.items as Outline)]);
      const front = pages.slice(0, which === 'report' ? 3 : 1).join(' ');
      const sections = await pdf.getOutline();
      expect(sections.length).toBeGreaterThanOrEqual(7);
      let inContents = 0;
      for (const { title, dest } of flat(sections)) {
        const target = Array.isArray(dest) ? dest : await pdf.getDestination(dest as string);
        const page = (await pdf.getPageIndex(target![0] as never)) + 1;
        expect(target![1]).toMatchObject({ name: 'XYZ' });
        expect(tight(pages[page - 1]!)).toContain(tight(title));
        if (/^(\d+|[A-C]|Table|Figure|Map:) /.test(title)) {
          expect(tight(front)).toContain(tight(`${title} ${page}`));
          inContents += 1;
        }
      }
      const annotations = await Promise.all(
        pages.map(async (_, i) => (await pdf.getPage(i + 1)).getAnnotations()),
      );
      const links = annotations.flat();
      expect(links.every((link) => link.subtype === 'Link' && link.dest !== null)).toBe(true);
      expect(links.length).toBeGreaterThanOrEqual(inContents);
      for (const link of links) expect(await pdf.getDestination(link.dest as string)).not.toBeNull();
    },
  );

  it('describes how far the readers agreed', () => {
    const text = tight(report.pages.join(' '));
    expect(text).toContain(tight('Their agreement A description, judged by nothing.'));
    expect(text).toContain(
      tight("readers in the reference standard: 3 R.1; Krippendorff's alpha, nominal: 0.812 R.2"),
    );
  });

  it('is tagged, titled, dated from the run and free of scripts, forms and attachments', async () => {
    for (const { pdf, bytes } of [report, index]) {
      const { info } = await pdf.getMetadata();
      expect(info).toMatchObject({
        CreationDate: 'D:20261123091405Z',
        ModDate: 'D:20261123091405Z',
        Producer: 'veritome',
      });
      expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
      expect(await pdf.getAttachments()).toBeNull();
      expect(await pdf.getFieldObjects()).toBeNull();
      expect(await pdf.getJSActions()).toBeNull();
      const text = bytes.toString('latin1');
      expect(text).toContain('/PageMode /UseOutlines');
      expect(text).toContain('/DisplayDocTitle true');
      // A glyph drawn as a program is text that cannot be embedded as a font: the mark of a missing face.
      expect(text).not.toContain('/Type3');
      expect(text).not.toContain(folder);
    }
  });

  it('is the same bytes the second time, also after the ledger has grown', async () => {
    writeFileSync(
      join(folder, 'evidence/ledger/000008.json'),
      JSON.stringify({
        ...JSON.parse(readFileSync(join(folder, 'evidence/ledger/000007.json'), 'utf8')),
        sequence: 8,
      }),
    );
    const second = await renderDossier({ projectDir: folder, runDir, outDir: join(folder, 'again') });
    expect(second.files).toEqual(first.files);
    for (const name of readdirSync(join(folder, 'dossier'))) {
      expect(sha256(readFileSync(join(folder, 'again', name)))).toBe(
        sha256(readFileSync(join(folder, 'dossier', name))),
      );
    }
  });

  it('is refused when an overlaid template states a number of its own', async () => {
    const overlay = join(folder, 'templates', '02-validation-report');
    mkdirSync(overlay, { recursive: true });
    writeFileSync(
      join(overlay, '16-limitations.hbs'),
      '<h1 id="s16">16 Limitations</h1><p>Sensitivity was 97.31 %.</p>',
    );
    await expect(
      renderDossier({ projectDir: folder, runDir, outDir: join(folder, 'planted') }),
    ).rejects.toMatchObject({
      code: 'RENDER-UNKNOWN-NUMBER',
      message: expect.stringContaining('97.31'),
    });
    expect(readdirSync(join(folder, 'planted'))).toEqual([]);
    rmSync(join(folder, 'templates'), { recursive: true });
  });

  it('of a rehearsal says on every page that it is not evidence', async () => {
    const rehearsal = writeFixtureProject(folder, { purpose: 'rehearsal' });
    await renderDossier({ projectDir: folder, runDir: rehearsal, outDir: join(folder, 'rehearsal') });
    const { pages } = await readPdf(join(folder, 'rehearsal', '02-validation-report.pdf'));
    for (const text of pages) expect(text.match(/NOT EVIDENCE/g)!.length).toBeGreaterThanOrEqual(2);
  });
});
