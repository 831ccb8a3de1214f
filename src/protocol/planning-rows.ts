import type { CountRow, Protocol, ReferenceStandard } from '../schema/types.js';
import { levelText } from './planning-level.js';
import { plannedSizes } from './planning.js';
import { unitCounts } from './unit-counts.js';

/**
 * Planned against attained size, for the results: one pair of counts per endpoint planned exactly. Trace codes `N.1`,
 * `N.2` … in the order of the protocol. An endpoint for which no number of units is enough has no planned row.
 */
export function planningRows(protocol: Protocol, reference: Pick<ReferenceStandard, 'rows'>): CountRow[] {
  const rows: CountRow[] = [];
  const add = (label: string, value: number, at: CountRow['at']): void => {
    rows.push({
      code: `N.${rows.length + 1}`,
      group: 'sample-size',
      label,
      at,
      value,
      printed: String(value),
    });
  };
  for (const size of plannedSizes(protocol, unitCounts(reference, protocol.classes))) {
    const { endpoint, unit, counted, needed, attained } = size;
    const what = counted === 'all' ? `${unit}s` : `${counted.slice(0, -1)} ${unit}s`;
    if (needed !== null)
      add(`${endpoint}: ${what} planned${levelText(size.level)}`, needed, { endpoint, what: 'planned' });
    if (attained !== null) add(`${endpoint}: ${what} attained`, attained, { endpoint, what: 'attained' });
  }
  return rows;
}
