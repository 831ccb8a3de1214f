import type { PDFContext, PDFDict, PDFDocument, PDFObject } from 'pdf-lib';
import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';

type PdfLib = typeof import('pdf-lib');

export interface PdfFacts {
  title: string;
  language: string;
  /** RFC 3339; both dates of the document. */
  at: string;
  /** Anything that names what was rendered from what; the file identifier is derived from it. */
  identity: string;
}

/** Page (from 1) of every named destination. */
export async function destinationPages(
  bytes: Uint8Array,
): Promise<{ pages: number; at: Map<string, number> }> {
  const lib = await load();
  const pdf = await lib.PDFDocument.load(bytes, { updateMetadata: false });
  const pageRefs = pdf.getPages().map((page) => page.ref.toString());
  const at = new Map<string, number>();
  for (const [name, target] of namedDestinations(lib, pdf)) {
    const destination = target instanceof lib.PDFDict ? target.lookup(lib.PDFName.of('D')) : target;
    if (!(destination instanceof lib.PDFArray)) continue;
    const page = pageRefs.indexOf(destination.get(0).toString());
    if (page >= 0) at.set(name, page + 1);
  }
  return { pages: pageRefs.length, at };
}

/**
 * The archival finish (FDA PDF specification v4.1): opens with bookmarks, shows its title, says its language, carries
 * no date, host or identifier that changes from one rendering to the next, and holds no annotations but links.
 */
export async function finishPdf(
  bytes: Uint8Array,
  facts: PdfFacts,
): Promise<{ bytes: Uint8Array; pages: number }> {
  const lib = await load();
  const pdf = await lib.PDFDocument.load(bytes, { updateMetadata: false });
  const at = new Date(facts.at);
  pdf.setTitle(facts.title, { showInWindowTitleBar: true });
  pdf.setLanguage(facts.language);
  pdf.setCreator('veritome');
  pdf.setProducer('veritome');
  pdf.setCreationDate(at);
  pdf.setModificationDate(at);
  const { catalog, context } = pdf;
  catalog.set(lib.PDFName.of('PageMode'), lib.PDFName.of('UseOutlines'));
  for (const key of ['OpenAction', 'AA', 'PageLayout']) catalog.delete(lib.PDFName.of(key));
  assertOnlyLinks(lib, pdf);
  const identifier = lib.PDFHexString.of(sha256(facts.identity).slice(0, 32));
  context.trailerInfo.ID = context.obj([identifier, identifier]);
  return {
    bytes: await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }),
    pages: pdf.getPageCount(),
  };
}

function assertOnlyLinks(lib: PdfLib, pdf: PDFDocument): void {
  for (const page of pdf.getPages()) {
    const annotations = page.node.Annots();
    for (let i = 0; i < (annotations?.size() ?? 0); i += 1) {
      const kind = annotations?.lookup(i, lib.PDFDict).get(lib.PDFName.of('Subtype'));
      if (kind !== lib.PDFName.of('Link')) {
        throw new AppError('RENDER-FAILED', `an annotation ${String(kind)} is on the page`, {
          place: 'templates',
          hint: 'remove forms and media from the overlaid template: a dossier holds links only',
        });
      }
    }
  }
}

function* namedDestinations(lib: PdfLib, pdf: PDFDocument): Generator<[string, PDFObject | undefined]> {
  const old = pdf.catalog.lookup(lib.PDFName.of('Dests'));
  if (old instanceof lib.PDFDict) {
    for (const [key, value] of old.entries()) yield [key.decodeText(), lookup(pdf.context, value)];
  }
  const names = pdf.catalog.lookup(lib.PDFName.of('Names'));
  const tree = names instanceof lib.PDFDict ? names.lookup(lib.PDFName.of('Dests')) : undefined;
  if (tree instanceof lib.PDFDict) yield* namesBelow(lib, pdf.context, tree);
}

function* namesBelow(
  lib: PdfLib,
  context: PDFContext,
  node: PDFDict,
): Generator<[string, PDFObject | undefined]> {
  const kids = node.lookup(lib.PDFName.of('Kids'));
  if (kids instanceof lib.PDFArray) {
    for (let i = 0; i < kids.size(); i += 1) yield* namesBelow(lib, context, kids.lookup(i, lib.PDFDict));
  }
  const names = node.lookup(lib.PDFName.of('Names'));
  if (!(names instanceof lib.PDFArray)) return;
  for (let i = 0; i + 1 < names.size(); i += 2) {
    const key = names.lookup(i);
    if (key instanceof lib.PDFString || key instanceof lib.PDFHexString)
      yield [key.decodeText(), names.lookup(i + 1)];
  }
}

function lookup(context: PDFContext, object: PDFObject): PDFObject | undefined {
  return context.lookup(object);
}

async function load(): Promise<PdfLib> {
  return import('pdf-lib');
}
