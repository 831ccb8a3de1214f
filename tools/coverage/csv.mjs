const COLUMNS = [
  'family',
  'method',
  'promise',
  'n',
  'design',
  'size',
  'icc',
  'truth',
  'p1',
  'p2',
  'replicates',
  'coverage',
  'lowerAbove',
  'upperBelow',
  'width',
  'undefinedShare',
  'fallback',
  'below',
  'flagged',
];

/** Every cell. Empty where a column does not apply or no interval exists. */
export function csvOf(rows) {
  const lines = rows.map((row) => COLUMNS.map((name) => cell(row[name])).join(','));
  return `${COLUMNS.join(',')}\n${lines.join('\n')}\n`;
}

function cell(value) {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(Number(value.toFixed(6))) : value;
}
