import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Face {
  family: 'Arimo' | 'Cousine';
  weight: 400 | 700;
  style: 'normal' | 'italic';
}

/** Metric-compatible with Arial and Courier New, freely licensed (SIL OFL 1.1). */
const FACES: Face[] = [
  { family: 'Arimo', weight: 400, style: 'normal' },
  { family: 'Arimo', weight: 700, style: 'normal' },
  { family: 'Arimo', weight: 400, style: 'italic' },
  // Not in use by our templates; without it a bold italic of an overlay would be slanted by the browser, as a Type 3 font.
  { family: 'Arimo', weight: 700, style: 'italic' },
  { family: 'Cousine', weight: 400, style: 'normal' },
  { family: 'Cousine', weight: 700, style: 'normal' },
];
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic'];

export interface FontSheet {
  /** @font-face rules with the fonts inside as data URIs. */
  css: string;
  /** `Arimo 5.3.0`, `Cousine 5.3.0`. */
  names: string[];
  /** Characters the page can hold. */
  covers(character: string): boolean;
}

/** Glyphs of the fallback font (Open Sans) that prose about limits uses. */
const FALLBACK = '≥≤≠≈∞√∑∂∆';

export async function loadFonts(): Promise<FontSheet> {
  const homes = { Arimo: packageHome('@fontsource/arimo'), Cousine: packageHome('@fontsource/cousine') };
  const names: string[] = [];
  const ranges: Record<string, Record<string, string>> = {};
  for (const family of ['Arimo', 'Cousine'] as const) {
    const read = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(homes[family], name), 'utf8'));
    names.push(`${family} ${((await read('package.json')) as { version: string }).version}`);
    ranges[family] = (await read('unicode.json')) as Record<string, string>;
  }
  const rules: string[] = [];
  for (const { family, weight, style } of FACES) {
    for (const subset of SUBSETS) {
      const file = `${family.toLowerCase()}-${subset}-${weight}-${style}.woff2`;
      const base64 = (await readFile(join(homes[family], 'files', file))).toString('base64');
      rules.push(
        `@font-face{font-family:${family};font-weight:${weight};font-style:${style};` +
          `unicode-range:${ranges[family]?.[subset] ?? ''};` +
          `src:url(data:font/woff2;base64,${base64}) format("woff2")}`,
      );
    }
  }
  const covered = SUBSETS.flatMap((subset) => parseRanges(ranges['Arimo']?.[subset] ?? ''));
  return {
    css: rules.join('\n'),
    names,
    covers: (character) => {
      const point = character.codePointAt(0) ?? 0;
      return FALLBACK.includes(character) || covered.some(([from, to]) => point >= from && point <= to);
    },
  };
}

/** A character without a glyph would be an empty box in the archive: its code point is printed instead. */
export function printableText(html: string, fonts: FontSheet): string {
  return html.replace(/[^\u0000-\u00ff]/gu, (character) =>
    fonts.covers(character)
      ? character
      : `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}

function packageHome(name: '@fontsource/arimo' | '@fontsource/cousine'): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}

function parseRanges(text: string): [number, number][] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = from] = part.replace('U+', '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    });
}
