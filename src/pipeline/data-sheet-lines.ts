import { compareText } from '../core/finding.js';
import { dataSheet } from '../dataset/fact-distributions.js';
import { FACT_LABELS } from '../dataset/fact-labels.js';
import { uidWord } from '../dataset/uid-words.js';
import { shownFact } from '../dataset/top-coded-age.js';
import type { DataManifest, FactDistribution } from '../schema/types.js';

const BAR = 20;
const LEVELS = 6;
const NAME = 34;
const LABEL = 28;

/** What a set is made of, for people: counts, versions, and each fact with a small plot; 100 columns at most. */
export function dataSheetLines(manifest: DataManifest): string[] {
  const { versions = [], acquisitionSpanYears: span = null } = manifest;
  const sheet = manifest.dataSheet ?? dataSheet(manifest.images, manifest.files);
  return [
    `${manifest.id} ${manifest.version}: ${sheet.images} images of ${sheet.cases} cases`,
    `  ${sheet.studies} studies, ${sheet.series} series, ` +
      `${sheet.files} files, ${(sheet.bytes / 1e6).toFixed(1)} MB` +
      (span === null ? '' : `, acquired within ${span} years`),
    ...volumeLines(manifest),
    ...otherLines(manifest),
    ...versions.map(
      ({ path, md5, files: n, gitRevision }) =>
        `  ${path}: DVC md5 ${md5}${n === null ? '' : `, ${n} files`}` +
        (gitRevision === null ? '' : `, git ${gitRevision.slice(0, 12)}`),
    ),
    '',
    ...sheet.facts.flatMap((fact) => factLines(fact, sheet.images)),
    '',
  ];
}

/** Volumes by whether they have a grid. */
function volumeLines({ images }: DataManifest): string[] {
  const volumes = images.flatMap(({ volume }) => volume ?? []);
  const refused = volumes.filter(({ grid }) => grid === null).length;
  if (volumes.length === 0) return [];
  return [
    `  ${volumes.length} volumes${refused === 0 ? '' : `, ${refused} of them with defects that refuse them`}`,
  ];
}

function otherLines({ otherFiles = [] }: DataManifest): string[] {
  const roles = new Map<string, number>();
  for (const { role } of otherFiles) roles.set(role, (roles.get(role) ?? 0) + 1);
  const counts = [...roles].sort(([a], [b]) => compareText(a, b)).map(([role, n]) => `${n} ${role}`);
  return counts.length === 0 ? [] : [`  ${otherFiles.length} other files: ${counts.join(', ')}`];
}

function factLines(fact: FactDistribution, images: number): string[] {
  const rows: [string, string, string][] = [];
  if (fact.numbers !== null) {
    const { min, median, max, bins } = fact.numbers;
    const shown = (value: number): string => shownFact(fact.variable, value, short(value));
    rows.push([`${shown(min)} to ${shown(max)}`, sparkline(bins), `median ${shown(median)}`]);
  }
  for (const { value, images: n } of fact.levels.slice(0, LEVELS))
    rows.push([uidWord(fact.variable, value) ?? value, bar(n, images), String(n)]);
  const more = fact.levels.slice(LEVELS);
  if (more.length > 0) {
    const n = more.reduce((sum, level) => sum + level.images, 0);
    rows.push([`${more.length} more`, bar(n, images), String(n)]);
  }
  if (fact.notStated > 0) rows.push(['not stated', bar(fact.notStated, images), String(fact.notStated)]);
  const name = FACT_LABELS[fact.variable] ?? fact.variable;
  return rows.map(([label, plot, number], i) =>
    `  ${(i === 0 ? name : '').padEnd(NAME)} ${cut(label).padEnd(LABEL)} ${plot.padEnd(BAR)} ${number}`.trimEnd(),
  );
}

/** A share of the images; eighths of a cell, so that a single image is still seen. */
function bar(part: number, whole: number): string {
  const eighths = Math.max(1, Math.round((8 * BAR * part) / whole));
  return '█'.repeat(eighths >> 3) + (['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths & 7] ?? '');
}

function sparkline(bins: readonly number[]): string {
  const top = Math.max(...bins);
  return bins.map((n) => (n === 0 ? ' ' : '▁▂▃▄▅▆▇█'[Math.ceil((8 * n) / top) - 1])).join('');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function cut(text: string): string {
  return text.length <= LABEL ? text : `${text.slice(0, LABEL - 1)}…`;
}
