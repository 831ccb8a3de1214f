const WIDTH = 120;
const HEIGHT = 18;

/**
 * A distribution as a row of bars for a line of a table. It holds no text: the numbers stand beside it.
 * @param counts images of each bin or level
 * @param joined bins touch each other, levels do not
 */
export function miniPlot(counts: readonly number[], joined: boolean): string {
  const shown = counts.slice(0, 20);
  const most = Math.max(1, ...shown);
  const step = joined ? WIDTH / Math.max(1, shown.length) : Math.min(16, WIDTH / Math.max(1, shown.length));
  const width = step * (joined ? 1 : 0.75);
  const bars = shown
    .map((count, i) => {
      // A single image is still seen.
      const height = count === 0 ? 0 : Math.max(1, (HEIGHT * count) / most);
      return `<rect x="${fixed(i * step)}" y="${fixed(HEIGHT - height)}" width="${fixed(width)}" height="${fixed(height)}"/>`;
    })
    .join('');
  const line = `<path d="M0 ${HEIGHT}.5H${WIDTH}" stroke="#999" stroke-width="0.5"/>`;
  return `<svg role="img" aria-label="distribution" class="mini-plot" width="${WIDTH}" height="${HEIGHT + 1}" viewBox="0 0 ${WIDTH} ${HEIGHT + 1}"><g fill="#5b6b7b">${bars}</g>${line}</svg>`;
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}
