import { AppError } from '../core/error.js';
import { destinationPages } from './pdf-document.js';
import type { Printer } from './print.js';

/** One line of the table of contents. */
export interface ContentsEntry {
  /** The `id` of the heading. */
  anchor: string;
  /** Heading text as it stands on the page, number and all. */
  text: string;
  level: number;
  /** Of a table or figure. */
  isCaption: boolean;
  /** Empty in the first pass. */
  page: string;
}

export interface Contents {
  sections: ContentsEntry[];
  tables: ContentsEntry[];
}

export const NO_CONTENTS: Contents = { sections: [], tables: [] };

/** Page numbers settle in the second pass; a third would mean that filling them in moved something. */
const PASSES = 4;

/**
 * Prints until the table of contents says the pages that the headings are on. The entries come from the headings of
 * the page itself (`h1` and `h2` with an id), so that contents and bookmarks cannot differ.
 * @param html the document for the given contents
 * @throws AppError RENDER-FAILED when the pages do not settle
 */
export async function printWithContents(
  printer: Printer,
  html: (contents: Contents) => string,
  place: string,
): Promise<{ bytes: Uint8Array; html: string; contents: Contents }> {
  let contents = headingsOf(html(NO_CONTENTS), new Map());
  for (let pass = 0; pass < PASSES; pass += 1) {
    const text = html(contents);
    const bytes = await printer.print(text);
    const { at } = await destinationPages(bytes);
    const seen = headingsOf(text, at);
    if (JSON.stringify(seen) === JSON.stringify(contents)) return { bytes, html: text, contents };
    contents = seen;
  }
  throw new AppError('RENDER-FAILED', 'the page numbers of the table of contents do not settle', {
    place,
    hint: 'shorten the headings of the overlaid template so that the contents keep their length',
  });
}

/** @param pageOf anchor → page; a heading that is not in it has no page yet */
export function headingsOf(html: string, pageOf: ReadonlyMap<string, number>): Contents {
  const entries: ContentsEntry[] = [];
  for (const [, level = '', attributes = '', anchor = '', inner = ''] of html.matchAll(
    /<h([12])([^>]*)\sid="([^"]+)"[^>]*>([\s\S]*?)<\/h\1>/g,
  )) {
    const page = pageOf.get(anchor);
    entries.push({
      anchor,
      text: inner
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
      isCaption: /class="caption"/.test(attributes),
      level: Number(level),
      page: page === undefined ? '' : String(page),
    });
  }
  return {
    sections: entries.filter((entry) => entry.level === 1),
    tables: entries.filter((entry) => entry.isCaption),
  };
}
