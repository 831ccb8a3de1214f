import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';

/** What numerals on a page may be held against. */
export interface NumberSources {
  /** Trace code → every printed form of it in results.json. */
  codes: ReadonlyMap<string, readonly string[]>;
  /** Record name → every scalar in it, as text. */
  records: ReadonlyMap<string, ReadonlySet<string>>;
  /** Numerals in the prose of the templates that come with the program. */
  prose: ReadonlySet<string>;
}

export interface UnknownNumber {
  numeral: string;
  /** The text it stands in. */
  text: string;
  /** `code E1.1`, `record protocol`, `figure` or `prose`. */
  origin: string;
}

/** Digits with the points, commas and letters that belong to them: `88.2`, `1,000`, `2026-11-23T09` gives its parts. */
const NUMERAL = /\d+(?:[.,]\d+)*/g;
const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

export function numeralsOf(text: string): string[] {
  return text.match(NUMERAL) ?? [];
}

/**
 * Every numeral of the rendered HTML against its origin (TV-08, PDF rule "no number that is not in results.json"):
 * inside `data-code` it must be in that code's printed forms, inside `data-record` the text must stand in the record,
 * inside `data-figure` it is of the results (printed number, subgroup level), stands in the figure's template or is a tick of an axis, and bare prose may only hold the
 * numerals of the program's own templates, or those of a record (an overlaid template may quote, not invent).
 */
export function unknownNumbers(html: string, sources: NumberSources): UnknownNumber[] {
  const allRecords = joined(sources.records.values());
  const drawn = joined([...sources.codes.values(), sources.records.get('results') ?? []]);
  const unknown: UnknownNumber[] = [];
  for (const { text, kind, origin } of textsOf(html)) {
    const numerals = numeralsOf(text);
    if (numerals.length === 0) continue;
    const known = knownNumerals(kind, origin, text, sources, drawn, allRecords);
    for (const numeral of numerals) {
      if (!known(numeral)) unknown.push({ numeral, text: text.trim(), origin: `${kind} ${origin}`.trim() });
    }
  }
  return unknown;
}

/** @throws AppError RENDER-UNKNOWN-NUMBER naming the first few */
export function assertNumbersKnown(html: string, sources: NumberSources, place: string): void {
  const unknown = unknownNumbers(html, sources);
  const [first] = unknown;
  if (first === undefined) return;
  throw new AppError(
    'RENDER-UNKNOWN-NUMBER',
    `${first.numeral} in "${first.text.slice(0, 80)}" (${first.origin}) is in no record; ${unknown.length} such numbers`,
    {
      place,
      hint: 'print measured numbers with the helpers estimate and count; a template may not state results of its own',
      details: { unknown: unknown.slice(0, 20) },
    },
  );
}

type Kind = 'code' | 'record' | 'figure' | 'axis' | 'page' | 'prose';

/** A tick of a scale that follows the data: nothing but the number. */
const TICK = /^[−-]?\d[\d.,]*(?:e[+−-]?\d+)?(?: ?%)?$/;

function knownNumerals(
  kind: Kind,
  origin: string,
  text: string,
  sources: NumberSources,
  drawn: ReadonlySet<string>,
  allRecords: ReadonlySet<string>,
): (numeral: string) => boolean {
  if (kind === 'page' || (kind === 'axis' && TICK.test(text.trim()))) return () => true;
  if (kind === 'code') {
    // The trace code itself is printed beside its number.
    const allowed = new Set([origin, ...(sources.codes.get(origin) ?? [])].flatMap(numeralsOf));
    return (numeral) => allowed.has(numeral);
  }
  if (kind === 'record') {
    const standsThere = standsIn(sources.records.get(origin) ?? new Set(), text);
    return () => standsThere;
  }
  if (kind === 'figure' || kind === 'axis')
    return (numeral) => drawn.has(numeral) || sources.prose.has(numeral);
  return (numeral) => sources.prose.has(numeral) || allRecords.has(numeral);
}

/** True when the text is, or is part of, one scalar of the record; spaces in digests and times do not count. */
function standsIn(scalars: ReadonlySet<string>, text: string): boolean {
  const shown = text.trim();
  if (scalars.has(shown)) return true;
  const tight = squeeze(shown);
  const known = searchable(scalars);
  return known.plain.includes(shown) || known.tight.includes(tight);
}

const searchables = new WeakMap<ReadonlySet<string>, { plain: string; tight: string }>();

/** All scalars of a record as one text to search in, a line each, so that nothing matches across two of them. */
function searchable(scalars: ReadonlySet<string>): { plain: string; tight: string } {
  const made = searchables.get(scalars) ?? {
    plain: [...scalars].join('\n'),
    tight: [...scalars].map(squeeze).join('\n'),
  };
  searchables.set(scalars, made);
  return made;
}

/** `2026-11-23 09:14:02 UTC` and `4f9c 1d27 …` as they stand in a record. */
function squeeze(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d).*$/, '$1$2').replace(/[\s\u2026]/g, '');
}

function joined(sets: Iterable<Iterable<string>>): Set<string> {
  const numerals = new Set<string>();
  for (const set of sets)
    for (const text of set) for (const numeral of numeralsOf(text)) numerals.add(numeral);
  return numerals;
}

function* textsOf(html: string): Generator<{ text: string; kind: Kind; origin: string }> {
  const stack: { tag: string; kind: Kind; origin: string }[] = [];
  for (const [, comment, tagText, text] of html.matchAll(/(<!--[\s\S]*?-->|<![^>]*>)|<([^>]+)>|([^<]+)/g)) {
    if (comment !== undefined) continue;
    const top = stack.at(-1) ?? { tag: '', kind: 'prose' as Kind, origin: '' };
    if (text !== undefined) {
      if (top.tag !== 'style') yield { text: decode(text), kind: top.kind, origin: top.origin };
      continue;
    }
    const tag = tagText ?? '';
    const name = (/^\/?\s*([\w:-]+)/.exec(tag)?.[1] ?? '').toLowerCase();
    if (tag.startsWith('/')) {
      while (stack.length > 0 && stack.pop()?.tag !== name);
    } else if (!tag.endsWith('/') && !VOID.has(name)) {
      const [, kind, origin] = /\sdata-(code|record|figure|page)="([^"]*)"/.exec(tag) ?? [];
      const inherited = top.kind === 'figure' && /\brole-axis-label\b/.test(tag) ? 'axis' : top.kind;
      stack.push({
        tag: name,
        kind: kind === undefined ? inherited : (kind as Kind),
        origin: kind === undefined ? top.origin : decode(origin ?? ''),
      });
    }
  }
}

function decode(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}

/** Every scalar in a JSON value, as text, and every member name; for `NumberSources.records`. */
export function scalarsOf(value: unknown, into = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) scalarsOf(item, into);
  else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value).sort(compareText)) {
      into.add(key);
      scalarsOf((value as Record<string, unknown>)[key], into);
    }
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    into.add(String(value));
  }
  return into;
}
