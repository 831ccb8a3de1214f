import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { blandAltman } from '../../stats/agreement/bland-altman.js';
import { chanceCorrected } from '../../stats/agreement/chance-corrected.js';
import { cohenKappa } from '../../stats/agreement/cohen-kappa.js';
import { concordanceCorrelation } from '../../stats/agreement/concordance-correlation.js';
import { fleissKappa } from '../../stats/agreement/fleiss-kappa.js';
import { intraclassCorrelation, type IccModel } from '../../stats/agreement/intraclass-correlation.js';
import { krippendorffAlpha } from '../../stats/agreement/krippendorff-alpha.js';
import { refuse, requireSameLength } from '../../stats/argument.js';
import type { Estimator, Measured, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

const two = 'columns reader_1, reader_2 (category numbers)';
const long = 'columns subject, reader, rating';

/** Categories in ascending order; rows the first reader. */
export function crossTable(input: StatInput, rows = 'reader_1', columns = 'reader_2'): number[][] {
  const first = input.numbers(rows);
  const second = input.numbers(columns);
  requireSameLength(first, second, `${rows} and ${columns}`);
  const labels = [...new Set([...first, ...second])].sort((a, b) => a - b);
  const at = new Map(labels.map((label, k) => [label, k]));
  const table = labels.map(() => labels.map(() => 0));
  first.forEach((a, i) => {
    const row = table[at.get(a) ?? 0];
    const column = at.get(second[i] ?? NaN) ?? 0;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  });
  return table.length === 0 ? [[0]] : table;
}

/** ratings[subject][reader], null where there is none. */
export function longTable(input: StatInput): (number | null)[][] {
  const rating = input.numbers('rating');
  const subject = input.clusters('subject', 0);
  const reader = input.clusters('reader', 0);
  requireSameLength(rating, subject, 'rating and subject');
  requireSameLength(rating, reader, 'rating and reader');
  const readers = new Set(reader).size;
  const table: (number | null)[][] = Array.from(new Set(subject), () =>
    new Array<number | null>(readers).fill(null),
  );
  rating.forEach((value, i) => {
    const row = table[subject[i] ?? 0];
    const column = reader[i] ?? 0;
    if (row?.[column] !== null)
      refuse(`row ${i + 1} rates a subject twice by one reader`, 'give one rating a subject and reader');
    else row[column] = value;
  });
  return table;
}

/** Refuses gaps. */
export function complete(table: readonly (readonly (number | null)[])[]): number[][] {
  return table.map((row) =>
    row.map(
      (value) =>
        value ?? refuse('a reader has not rated every subject', 'use krippendorff-alpha, which takes gaps'),
    ),
  );
}

function kappa(weights: 'none' | 'linear' | 'quadratic'): Method {
  return {
    name: weights === 'none' ? 'unweighted' : weights,
    source: 'Cohen 1960, 1968; standard error of Fleiss, Cohen & Everitt 1969',
    compute: (input, { level }): Measured => {
      const table = crossTable(input);
      const n = table.flat().reduce((a, b) => a + b, 0);
      const result = cohenKappa(table, { weights, level });
      const other = chanceCorrected(table);
      const details = {
        observedAgreement: number(other.observedAgreement),
        pabak: number(other.pabak),
        gwetAc1: number(other.gwetAc1),
        scottPi: number(other.scottPi),
      };
      if (!result.defined) return { estimate: result, interval: result, n, details };
      const { standardError, standardErrorNull } = result.value;
      return {
        estimate: defined(result.value.kappa),
        interval: defined(result.value.interval),
        n,
        details: { ...details, standardError, standardErrorNull },
      };
    },
  };
}

function number(value: Estimable): number | null {
  return value.defined ? value.value : null;
}

function icc(model: IccModel, average: boolean): Method {
  return {
    name: `${model},${average ? 'k' : '1'}`,
    source: 'Shrout & Fleiss 1979, Psychol Bull 86:420; McGraw & Wong 1996',
    compute: (input, { level }) => {
      const table = complete(longTable(input));
      const result = intraclassCorrelation(table, model, level);
      return average
        ? { estimate: result.average, interval: result.averageInterval, n: table.length }
        : { estimate: result.single, interval: result.singleInterval, n: table.length };
    },
  };
}

export const agreement: readonly Estimator[] = [
  {
    name: 'kappa-two-readers',
    title: 'Cohen kappa of two readers',
    needs: two,
    methods: [kappa('none'), kappa('linear'), kappa('quadratic')],
  },
  {
    name: 'fleiss-kappa',
    title: 'Kappa of several readers',
    needs: long,
    methods: [
      {
        name: 'fleiss',
        source:
          'Fleiss 1971, Psychol Bull 76:378; standard error under no agreement, Fleiss, Nee & Landis 1979',
        compute: (input) => {
          const table = complete(longTable(input));
          const labels = [...new Set(table.flat())].sort((a, b) => a - b);
          const result = fleissKappa(
            table.map((row) => labels.map((label) => row.filter((value) => value === label).length)),
          );
          return {
            estimate: result.kappa,
            n: result.subjects,
            details: {
              raters: result.raters,
              standardErrorNull: number(result.standardErrorNull),
              gwetAc1: number(result.gwetAc1),
            },
          };
        },
      },
    ],
  },
  {
    name: 'krippendorff-alpha',
    title: 'Krippendorff alpha, gaps allowed',
    needs: long,
    methods: (['nominal', 'ordinal', 'interval', 'ratio'] as const).map((scale) => ({
      name: scale,
      source: 'Krippendorff 2011, Computing Krippendorff alpha-reliability',
      compute: (input: StatInput): Measured => {
        const table = longTable(input);
        const readers = table[0]?.length ?? 0;
        const byReader = Array.from({ length: readers }, (_, r) => table.map((row) => row[r] ?? null));
        const result = krippendorffAlpha(byReader, scale);
        return {
          estimate: result.alpha,
          n: result.units,
          details: { pairableValues: result.pairableValues },
        };
      },
    })),
  },
  {
    name: 'icc',
    title: 'Intraclass correlation',
    needs: long,
    methods: [icc(2, false), icc(1, false), icc(3, false), icc(2, true), icc(1, true), icc(3, true)],
  },
  {
    name: 'bland-altman',
    title: 'Bias with limits of agreement, a minus b',
    needs: 'columns a, b',
    methods: [
      {
        name: 't',
        source: 'Bland & Altman 1986, Lancet i:307; 1999, Stat Methods Med Res 8:135',
        compute: (input, { level }) => {
          const a = input.numbers('a');
          const result = blandAltman(a, input.numbers('b'), { level });
          if (!result.defined) return { estimate: result, interval: result, n: a.length };
          const { bias, biasInterval, limits, sd, limitStandardError } = result.value;
          return {
            estimate: defined(bias),
            interval: defined(biasInterval),
            n: a.length,
            details: { sd, lowerLimit: limits.lower, upperLimit: limits.upper, limitStandardError },
          };
        },
      },
    ],
  },
  {
    name: 'concordance',
    title: 'Concordance correlation',
    needs: 'columns a, b',
    methods: (['n', 'n-1'] as const).map((divisor) => ({
      name: divisor === 'n' ? 'lin' : 'divisor-n-minus-1',
      source: 'Lin 1989, Biometrics 45:255',
      compute: (input: StatInput): Measured => {
        const a = input.numbers('a');
        return {
          estimate:
            a.length === 0
              ? undefinedBecause('no pair')
              : concordanceCorrelation(a, input.numbers('b'), divisor),
          n: a.length,
        };
      },
    })),
  },
];
