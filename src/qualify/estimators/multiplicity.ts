import { defined } from '../../core/estimable.js';
import { bonferroni, sidak } from '../../stats/inference/bonferroni.js';
import { fallback, fixedSequence } from '../../stats/inference/fixed-sequence.js';
import { graphicalGatekeeping } from '../../stats/inference/graphical-gatekeeping.js';
import { benjaminiHochberg, benjaminiYekutieli, hochberg } from '../../stats/inference/hochberg.js';
import { holm, holmSidak } from '../../stats/inference/holm.js';
import { hommel } from '../../stats/inference/hommel.js';
import { rejected } from '../../stats/inference/p-values.js';
import type { Estimator, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { listed } from './measured.js';

type Adjust = (p: Float64Array, input: StatInput) => Float64Array;

function adjusting(name: string, source: string, adjust: Adjust): Method {
  return {
    name,
    source,
    compute: (input) => {
      const p = input.numbers('p');
      const adjusted = adjust(p, input);
      const reject = rejected(adjusted, input.number('alpha', 0.05));
      return {
        estimate: defined(adjusted.reduce((least, value) => Math.min(least, value))),
        n: p.length,
        details: { ...listed('adjusted', adjusted), ...listed('reject', reject.map(Number)) },
      };
    },
  };
}

const needs = 'column p; alpha (0.05 unless given)';

/** Several hypotheses at once. */
export const multiplicity: readonly Estimator[] = [
  {
    name: 'adjusted-p',
    title: 'Adjusted p values: the smallest, each with its decision in the details (1 = rejected)',
    needs: `${needs}; in the order of testing for fixed-sequence; weights and transitions (lists of shares) for graphical`,
    methods: [
      adjusting('holm', 'Holm 1979, Scand J Stat 6:65', holm),
      adjusting('bonferroni', 'Dunn 1961, J Am Stat Assoc 56:52', bonferroni),
      adjusting('sidak', 'Šidák 1967, J Am Stat Assoc 62:626', sidak),
      adjusting('holm-sidak', 'Holland and Copenhaver 1987, Biometrics 43:417', holmSidak),
      adjusting('hochberg', 'Hochberg 1988, Biometrika 75:800', hochberg),
      adjusting('hommel', 'Hommel 1988, Biometrika 75:383', hommel),
      adjusting(
        'benjamini-hochberg',
        'Benjamini and Hochberg 1995, J R Stat Soc B 57:289',
        benjaminiHochberg,
      ),
      adjusting('benjamini-yekutieli', 'Benjamini and Yekutieli 2001, Ann Stat 29:1165', benjaminiYekutieli),
      adjusting('fixed-sequence', 'Maurer, Hothorn and Lehmacher 1995', fixedSequence),
      adjusting('graphical', 'Bretz, Maurer, Brannath and Posch 2009, Stat Med 28:586', (p, input) =>
        graphicalGatekeeping(p, {
          weights: input.numbers('weights'),
          transitions: input.matrix('transitions'),
        }),
      ),
    ],
  },
  {
    name: 'fallback',
    title: 'Fallback procedure: number of hypotheses rejected, each in the details (1 = rejected)',
    needs: `${needs}, in the order of testing; weights (equal unless given)`,
    methods: [
      {
        name: 'wiens',
        source: 'Wiens 2003, Pharm Stat 2:211',
        compute: (input) => {
          const p = input.numbers('p');
          const weights = input.has('weights') ? input.numbers('weights') : undefined;
          const reject = fallback(p, input.number('alpha', 0.05), weights).map(Number);
          return {
            estimate: defined(reject.reduce((sum, one) => sum + one, 0)),
            n: p.length,
            details: listed('reject', reject),
          };
        },
      },
    ],
  },
];
