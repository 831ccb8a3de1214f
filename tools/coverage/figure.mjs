/** coverage.svg: small multiples, a row a method, a column a sample size; black on white, no text below 9 px. */
import { FAMILIES } from './families.mjs';
import { LEVEL } from './grid.mjs';
import { valuesOf, VIEWS, word } from './views.mjs';

const LABEL = 202;
const PANEL = { width: 128, height: 66, gapX: 14, gapY: 10 };
const RANGE = { low: 0.8, high: 1 };
const WIDTH = LABEL + 6 * (PANEL.width + PANEL.gapX) + 10;
/** Lines of the series, in order: told apart by dash and weight, so that a copy in black and white keeps them. */
const STROKES = [
  'stroke="#000" stroke-width="1.2"',
  'stroke="#000" stroke-width="1.2" stroke-dasharray="5 3"',
  'stroke="#000" stroke-width="1.3" stroke-dasharray="1.5 2.5"',
  'stroke="#888" stroke-width="2.2"',
];

export function figureOf(rows) {
  let top = 58;
  const parts = [];
  for (const family of Object.keys(FAMILIES)) {
    const own = rows
      .filter((row) => row.family === family)
      .map((row) => ({ ...row, group: `${row.n} ${row.design}` }));
    if (own.length === 0) continue;
    const { svg, height } = familyOf(family, own, top);
    parts.push(svg);
    top += height;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" font-family="Arial, Helvetica, sans-serif" font-size="11" role="img" aria-label="Coverage of intervals against the true value, one panel a method and sample size">`,
    `<rect width="${WIDTH}" height="${top}" fill="#fff"/>`,
    text(10, 22, 'Coverage of 95 % intervals against the true value', 'font-size="16" font-weight="bold"'),
    text(
      10,
      40,
      'Vertical: coverage, 80 to 100 %. Grey line: nominal 95 %. Number in a panel: lowest coverage in %; a line that leaves the panel goes below 80 %.',
    ),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function familyOf(family, rows, top) {
  const { panels } = VIEWS[family];
  const shown = rows.filter(panels.where ?? (() => true));
  const columns = panels.columns.filter((column) => shown.some((row) => row[panels.column] === column));
  const series = panels.series === null ? [null] : valuesOf(shown, panels.series);
  const xs = valuesOf(shown, panels.x);
  const range = { low: xs[0], high: xs[xs.length - 1] };
  const methods = Object.entries(FAMILIES[family].methods).filter(([method]) =>
    shown.some((row) => row.method === method),
  );
  const head = top + 18;
  const first = head + 26;
  const step = PANEL.height + PANEL.gapY;
  const bottom = first + methods.length * step;
  const parts = [
    text(10, head, FAMILIES[family].title, 'font-size="13" font-weight="bold"'),
    legend(series, panels.series, panels.note, family, head),
    ...columns.map((column, c) =>
      text(left(c) + PANEL.width / 2, first - 5, panels.label(column), 'text-anchor="middle"'),
    ),
  ];
  methods.forEach(([method, promise], m) => {
    const y = first + m * step;
    const lines = promise === 'refused' ? [method, '(refused)'] : [method];
    lines.forEach((line, i) => parts.push(text(10, y + 20 + 14 * i, line)));
    parts.push(scale(LABEL - 5, y));
    columns.forEach((column, c) => {
      const of = shown.filter(
        (row) => row.method === method && row[panels.column] === column && row.coverage !== null,
      );
      parts.push(panel(left(c), y, of, series, panels, range));
    });
  });
  columns.forEach((_, c) => parts.push(...horizontal(left(c), bottom - PANEL.gapY + 12, range)));
  parts.push(text(10, bottom - PANEL.gapY + 12, word(panels.x, family), 'fill="#333"'));
  return { svg: `<g>\n${parts.join('\n')}\n</g>`, height: bottom - top + 26 };
}

function panel(x, y, rows, series, { x: axis, series: by }, range) {
  const at = (value) => x + 4 + ((value - range.low) / (range.high - range.low || 1)) * (PANEL.width - 8);
  const height = (coverage) =>
    y + ((RANGE.high - Math.max(coverage, RANGE.low)) / (RANGE.high - RANGE.low)) * PANEL.height;
  const parts = [
    `<rect x="${x}" y="${y}" width="${PANEL.width}" height="${PANEL.height}" fill="none" stroke="#999" stroke-width="0.8"/>`,
    `<line x1="${x}" x2="${x + PANEL.width}" y1="${n(height(LEVEL))}" y2="${n(height(LEVEL))}" stroke="#aaa" stroke-width="1"/>`,
  ];
  series.forEach((value, s) => {
    const own = rows.filter((row) => by === null || row[by] === value).sort((a, b) => a[axis] - b[axis]);
    if (own.length === 0) return;
    const points = own.map((row) => `${n(at(row[axis]))},${n(height(row.coverage))}`);
    parts.push(`<polyline fill="none" ${STROKES[s % STROKES.length]} points="${points.join(' ')}"/>`);
  });
  if (rows.length === 0)
    return parts
      .concat(text(x + PANEL.width / 2, y + 38, 'not computed', 'text-anchor="middle" font-size="9"'))
      .join('\n');
  const low = Math.min(...rows.map((row) => row.coverage));
  const weight = low < RANGE.low ? ' font-weight="bold"' : '';
  parts.push(text(x + 5, y + PANEL.height - 5, (100 * low).toFixed(1), `font-size="9.5"${weight}`));
  return parts.join('\n');
}

/** 80, 90, 100 beside the first panel of a row. */
function scale(x, y) {
  const ticks = [
    [8, '100'],
    [PANEL.height / 2 + 3, '90'],
    [PANEL.height, '80'],
  ];
  return ticks
    .map(([dy, label]) => text(x, y + dy, label, 'text-anchor="end" font-size="9.5" fill="#333"'))
    .join('\n');
}

function horizontal(x, y, { low, high }) {
  return [
    text(x, y, String(low), 'font-size="9.5" fill="#333"'),
    text(x + PANEL.width, y, String(high), 'text-anchor="end" font-size="9.5" fill="#333"'),
  ];
}

function legend(series, by, note, family, y) {
  const parts = [];
  let x = LABEL + 330;
  if (by !== null) {
    series.forEach((value, s) => {
      parts.push(
        `<line x1="${x}" x2="${x + 26}" y1="${y - 4}" y2="${y - 4}" ${STROKES[s % STROKES.length]}/>`,
      );
      const words = `${s === 0 ? `${word(by, family)} ` : ''}${value}`;
      parts.push(text(x + 31, y, words));
      x += 45 + 6.2 * words.length;
    });
  }
  if (note !== undefined) parts.push(text(x + 4, y, note, 'fill="#333"'));
  return parts.join('\n');
}

function left(column) {
  return LABEL + column * (PANEL.width + PANEL.gapX);
}

function n(value) {
  return value.toFixed(1);
}

function text(x, y, words, attributes = '') {
  return `<text x="${n(x)}" y="${n(y)}"${attributes === '' ? '' : ` ${attributes}`}>${words}</text>`;
}
