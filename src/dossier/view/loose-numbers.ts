import { AppError } from '../../core/error.js';
import { Marked } from '../marked.js';

/** Members that hold trace codes, anchors, figures or style: they are looked up or checked elsewhere, not printed. */
const LOOKED_UP = new Set([
  'code',
  'cells',
  'overall',
  'worstCase',
  'completers',
  'planned',
  'attained',
  'bestCase',
  'contents',
  'css',
  'header',
  'name',
  'figures',
  'plot',
]);

/**
 * A view may hand the page words, marked text and trace codes, never a number of its own: whatever is measured has
 * been printed by the measurement. @throws AppError RENDER-UNKNOWN-NUMBER
 */
export function assertNoLooseNumbers(value: unknown, place: string, key = ''): void {
  if (value instanceof Marked || value === null || typeof value === 'boolean' || LOOKED_UP.has(key)) return;
  if (Array.isArray(value)) {
    for (const item of value) assertNoLooseNumbers(item, place, key);
  } else if (typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) assertNoLooseNumbers(member, place, name);
  } else if (typeof value === 'number' || (typeof value === 'string' && /\d/.test(value))) {
    throw new AppError('RENDER-UNKNOWN-NUMBER', `the view holds a number of its own at ${key}: ${value}`, {
      place,
      hint: 'this is our defect: every number must come from results.json or another record',
    });
  }
}
