import type { TopLevelSpec } from 'vega-lite';
import { arimoWidth } from './arimo-width.js';
import { templateJson, type TemplateSet } from '../templates.js';

type TextWidth = (item: { fontSize?: number; text?: unknown }, text?: string) => number;

/** Rows by data set name, as the figure's template names them. */
export type FigureData = Record<string, readonly object[]>;

/**
 * A figure template with its data as SVG text: vector, so that it prints at any size, with real text.
 * @param name file below `templates/figures`, without extension
 */
export async function vegaFigure(
  templates: TemplateSet,
  name: string,
  label: string,
  datasets: FigureData,
): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const spec = templateJson(templates, `figures/${name}.json`) as object;
  const config = templateJson(templates, 'figures/config.json') as object;
  const compiled = vegaLite.compile({ ...spec, config, datasets } as unknown as TopLevelSpec);
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none' });
  try {
    // Identifiers count up over the process; without this the second rendering would differ from the first.
    vega.resetSVGDefIds();
    (vega as unknown as { textMetrics: { width: TextWidth } }).textMetrics.width = textWidth;
    const svg = await view.toSVG();
    return inFigure(name, label, svg);
  } finally {
    view.finalize();
  }
}

/** Marks the numerals of a figure for the number check, and says in words what the figure shows. */
export function inFigure(name: string, label: string, svg: string): string {
  const described = svg.replace('<svg ', `<svg role="img" aria-label="${label.replace(/["&<>]/g, ' ')}" `);
  return `<div class="figure" data-figure="${name}">${described}</div>`;
}

/** Vega guesses 0.8 em a character where it has no canvas, which leaves gaps and cuts labels that would fit. */
const textWidth: TextWidth = (item, text) => arimoWidth(text ?? '') * (item.fontSize ?? 11);
