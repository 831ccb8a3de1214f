import type { Results } from '../../schema/types.js';
import { escapeHtml } from '../marked.js';
import { flowLines, type CountLine } from '../view/count-tables.js';
import { inFigure } from './vega-figure.js';

const WIDTH = 640;
const BOX = { width: 300, height: 50, gap: 26 };
const TEXT = 'font-family="Arimo" font-size="12" text-anchor="middle"';

/** Boxes from identified to analysed; what leaves the flow stands to the right of the
 * arrow it leaves from, and failed cases come back for the analysis. */
export function caseFlowFigure(results: Results): string {
  const lines = flowLines(results);
  const steps = stepsOf(results);
  const main = lines.filter((_, i) => !leaves(steps[i] ?? ''));
  const parts: string[] = [];
  let y = 1;
  let failedBottom: number | null = null;
  for (const [i, line] of main.entries()) {
    parts.push(box(results, line, 10, y));
    const next = main[i + 1];
    const side = lines.slice(lines.indexOf(line) + 1, next === undefined ? undefined : lines.indexOf(next));
    const below = y + BOX.height;
    const room = Math.max(BOX.gap, side.length * (BOX.height + 10) + 14);
    if (next !== undefined) {
      parts.push(arrow(10 + BOX.width / 2, below, 10 + BOX.width / 2, below + room));
      for (const [j, away] of side.entries()) {
        const at = below + 8 + j * (BOX.height + 10);
        parts.push(
          arrow(10 + BOX.width / 2, at + BOX.height / 2, WIDTH - BOX.width - 6, at + BOX.height / 2),
        );
        parts.push(box(results, away, WIDTH - BOX.width - 6, at));
        if (steps[lines.indexOf(away)] === 'failed') failedBottom = at + BOX.height;
      }
      y = below + room;
    } else {
      if (failedBottom !== null) parts.push(wayBack(failedBottom, y + BOX.height / 2));
      y = below;
    }
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 2}" viewBox="0 0 ${WIDTH} ${y + 2}">` +
    `${parts.join('')}</svg>`;
  return inFigure('case-flow', 'Flow of images and patients from identified to analysed', svg);
}

function stepsOf(results: Results): string[] {
  const steps = Object.values(results.counts).filter((row) => row.group === 'flow');
  return flowLines(results).map((line) => {
    const code = line.cells.find((cell) => cell !== null);
    return steps.find((row) => row.code === code)?.at['step'] ?? '';
  });
}

function leaves(step: string): boolean {
  return step.startsWith('excluded') || step === 'failed';
}

function box(results: Results, line: CountLine, x: number, y: number): string {
  const [images, patients] = line.cells;
  const number = (code: string | null | undefined): string =>
    code === null || code === undefined
      ? '–'
      : `<tspan data-code="${escapeHtml(code)}">${escapeHtml(results.counts[code]?.printed ?? '–')}</tspan>`;
  const middle = x + BOX.width / 2;
  return (
    `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" fill="#ffffff" stroke="#000000"/>` +
    `<text x="${middle}" y="${y + 20}" ${TEXT}>${escapeHtml(line.label.text)}</text>` +
    `<text x="${middle}" y="${y + 38}" ${TEXT}>images: ${number(images)}, patients: ${number(patients)}</text>`
  );
}

/** Failed cases are analysed too, as the worst case. */
function wayBack(from: number, to: number): string {
  const x = WIDTH - 6 - BOX.width / 2;
  const end = 10 + BOX.width;
  return (
    `<polyline points="${x},${from} ${x},${to} ${end + 1},${to}" fill="none" stroke="#000000"/>` +
    `<polygon points="${end + 8},${to - 4} ${end + 8},${to + 4} ${end + 1},${to}" fill="#000000"/>`
  );
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const head =
    x1 === x2
      ? `${x2 - 4},${y2 - 8} ${x2 + 4},${y2 - 8} ${x2},${y2 - 1}`
      : `${x2 - 8},${y2 - 4} ${x2 - 8},${y2 + 4} ${x2 - 1},${y2}`;
  return (
    `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#000000"/>` +
    `<polygon points="${head}" fill="#000000"/>`
  );
}
