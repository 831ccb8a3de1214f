import { defined, type Estimable } from '../../core/estimable.js';
import { cohenKappa } from '../../stats/agreement/cohen-kappa.js';
import {
  classF1,
  classPrecision,
  classRecall,
  classTable,
  macroF1,
  microF1,
  multiclassBalancedAccuracy,
  multiclassMcc,
  weightedF1,
  type ClassTable,
} from '../../stats/multiclass.js';
import type { Estimator, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { crossTable } from './agreement.js';
import { detail, measured } from './measured.js';

const needs =
  'table (k rows of truth, k columns of prediction); or columns truth, prediction (class numbers)';

function tableOf(input: StatInput): number[][] {
  return input.has('table') ? input.matrix('table') : crossTable(input, 'truth', 'prediction');
}

const SUMMARIES: readonly (readonly [string, string, string, (classes: ClassTable) => Estimable])[] = [
  ['macro-f1', 'Mean of the class F1 values', 'Opitz and Burst 2019, arXiv:1911.03347 (mean of F1)', macroF1],
  [
    'micro-f1',
    'F1 of counts pooled over classes = accuracy',
    'Manning, Raghavan and Schütze 2008, section 13.6',
    microF1,
  ],
  [
    'weighted-f1',
    'Class F1 weighted by the cases of the class',
    'Pedregosa et al. 2011, J Mach Learn Res 12:2825 (scikit-learn, f1_score, average weighted)',
    weightedF1,
  ],
  [
    'multiclass-balanced-accuracy',
    'Mean recall over classes',
    'Brodersen et al. 2010, ICPR; undefined when a class has no case',
    multiclassBalancedAccuracy,
  ],
  [
    'multiclass-mcc',
    'Matthews correlation of a k×k table (R_K)',
    'Gorodkin 2004, Comput Biol Chem 28:367',
    multiclassMcc,
  ],
];

function summary([name, title, source, read]: (typeof SUMMARIES)[number]): Estimator {
  return {
    name,
    title,
    needs,
    methods: [
      {
        name: 'table',
        source,
        compute: (input) => {
          const classes = classTable(tableOf(input));
          const each = Array.from(classes.support, (_, c): [string, number | null][] => [
            [`precision_${c + 1}`, detail(classPrecision(classes, c))],
            [`recall_${c + 1}`, detail(classRecall(classes, c))],
            [`f1_${c + 1}`, detail(classF1(classes, c))],
          ]);
          return { estimate: read(classes), n: classes.total, details: Object.fromEntries(each.flat()) };
        },
      },
    ],
  };
}

function kappa(weights: 'none' | 'linear' | 'quadratic'): Method {
  return {
    name: weights === 'none' ? 'unweighted' : weights,
    source: 'Cohen 1960, 1968; standard error of Fleiss, Cohen & Everitt 1969',
    compute: (input, { level }) => {
      const table = tableOf(input);
      const n = table.flat().reduce((sum, count) => sum + count, 0);
      return measured(cohenKappa(table, { weights, level }), n, (result) => ({
        estimate: defined(result.kappa),
        interval: defined(result.interval),
        details: { standardError: result.standardError, standardErrorNull: result.standardErrorNull },
      }));
    },
  };
}

/** Classification into k classes. Classes count from 1 in the details, in the order of the table. */
export const multiclass: readonly Estimator[] = [
  ...SUMMARIES.map(summary),
  {
    name: 'kappa-table',
    title: 'Cohen kappa of a k×k table, plain and weighted',
    needs,
    methods: [kappa('none'), kappa('linear'), kappa('quadratic')],
  },
];
