/** The tables of one family: a summary of its methods, then coverage along the axes of its grid. */
import { FAMILIES } from './families.mjs';
import { bandOf, valuesOf, VIEWS, word } from './views.mjs';

const FAR_BELOW = 0.93;

export function familySection(family, found) {
  if (found.length === 0) return [];
  const rows = found.map((row) => ({ ...row, band: bandOf(row.truth) }));
  const { title, how, methods } = FAMILIES[family];
  const risk = riskOf(family);
  const of = Object.keys(methods)
    .map((method) => [method, rows.filter((row) => row.method === method)])
    .filter(([, own]) => own.length > 0);
  return [
    `## ${title}`,
    how,
    table(
      [
        'method',
        'cells',
        'mean',
        'min',
        'where the min is',
        'below',
        `under ${percent(FAR_BELOW, 0)} %`,
        `${risk.words}, worst`,
        'mean width',
        'no interval',
        'hands over',
      ],
      of.map(([method, own]) => summary(method, own)),
    ),
    ...Object.entries(VIEWS[family].tables).flatMap(([axis, measures]) => {
      const values = valuesOf(rows, axis);
      if (values.length < 2) return [];
      return measures.flatMap((measure) => [
        `${MEASURES[measure].title ?? capital(risk.words)} by ${word(axis, family)}${MEASURES[measure].unit}:`,
        table(
          ['method', ...values],
          of.map(([method, own]) => [
            code(method),
            ...values.map((value) =>
              cellOf(
                measure,
                own.filter((row) => row[axis] === value),
              ),
            ),
          ]),
        ),
      ]);
    }),
  ];
}

const MEASURES = {
  coverage: {
    title: 'Coverage',
    unit: ', mean (min), %',
    of: (rows) => `${percent(mean(rows, 'coverage'))} (${percent(lowest(rows).coverage)})`,
  },
  risk: {
    unit: ', worst cell, % (nominal 2.5)',
    of: (rows) => percent(Math.max(...rows.map((row) => row[riskOf(rows[0].family).column]))),
  },
  width: { title: 'Mean width', unit: '', of: (rows) => mean(rows, 'width').toFixed(3) },
};

/** The miss that makes a false "met": a rate of false positives is held against its upper limit, all else against its lower. */
function riskOf(family) {
  return family === 'rate'
    ? { column: 'upperBelow', words: 'upper limit too low' }
    : { column: 'lowerAbove', words: 'lower limit too high' };
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function cellOf(measure, rows) {
  const held = rows.filter((row) => row.coverage !== null);
  return held.length === 0 ? '–' : MEASURES[measure].of(held);
}

function summary(method, own) {
  const held = own.filter((row) => row.coverage !== null);
  const worst = lowest(held);
  const share = (hit) => `${percent(held.filter(hit).length / held.length, 0)} %`;
  const most = (column) => {
    const largest = Math.max(...own.map((row) => row[column]));
    return largest === 0 ? '–' : `${percent(largest)} %`;
  };
  return [
    own[0].promise === 'refused' ? `${code(method)} (refused)` : code(method),
    own.length,
    percent(mean(held, 'coverage')),
    percent(worst.coverage),
    place(worst),
    share((row) => row.below),
    share((row) => row.coverage < FAR_BELOW),
    percent(Math.max(...held.map((row) => row[riskOf(row.family).column]))),
    mean(held, 'width').toFixed(3),
    most('undefinedShare'),
    most('fallback'),
  ];
}

export function lowest(rows) {
  return rows.reduce(
    (worst, row) => (worst === undefined || row.coverage < worst.coverage ? row : worst),
    undefined,
  );
}

function mean(rows, column) {
  return rows.reduce((sum, row) => sum + row[column], 0) / rows.length;
}

/** A cell in words. */
export function place(row) {
  const words = [
    row.design === undefined || /^\d/.test(row.design) === false
      ? `${word('n', row.family)} ${row.n}`
      : row.design,
  ];
  if (row.size !== undefined) words.push(`size ${row.size}`);
  if (row.icc !== undefined) words.push(`${word('icc', row.family)} ${row.icc}`);
  if (row.design !== undefined && !/^\d/.test(row.design)) words.push(`truth by ${row.design}`);
  words.push(row.p1 === undefined ? `true value ${row.truth}` : `${row.p1} − ${row.p2}`);
  return words.join(', ');
}

/** @param value a share; whole digits are rounded to nearest */
export function percent(value, digits = 1) {
  return (100 * value).toFixed(digits);
}

function code(name) {
  return `\`${name}\``;
}

function table(head, body) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
