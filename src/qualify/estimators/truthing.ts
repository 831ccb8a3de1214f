import { defined } from '../../core/estimable.js';
import { dawidSkene } from '../../metrics/dawid-skene.js';
import { staple } from '../../metrics/staple.js';
import { binaryFrom } from '../input.js';
import type { Estimator, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { complete, longTable } from './agreement.js';
import { ratersOf } from './mask-input.js';
import { listed, measured } from './measured.js';
import { refuse } from '../../stats/argument.js';

const long = 'columns subject, reader, rating';
/** Beyond this many subjects or voxels the report would be no longer read by eye. */
const LISTED = 1000;

/** decisions[rater], each 0 or 1. */
function decisions(input: StatInput): Uint8Array[] {
  if (input.has('raters'))
    return ratersOf(input, 'raters').map((mask, i) => binaryFrom(mask, `raters ${i + 1}`));
  const table = complete(longTable(input));
  return Array.from({ length: table[0]?.length ?? 0 }, (_, r) =>
    binaryFrom(
      table.map((row) => row[r] ?? NaN),
      'rating',
    ),
  );
}

function stapleOf(name: 'sensitivity' | 'specificity'): Method {
  return {
    name,
    source: 'Warfield, Zou and Wells 2004, IEEE Trans Med Imaging 23:903; conventions of ITK',
    compute: (input) => {
      const raters = decisions(input);
      const rater = input.number('rater', 1);
      if (!Number.isInteger(rater) || rater < 1 || rater > raters.length)
        refuse(`rater ${rater} of ${raters.length}`, 'raters count from 1');
      const result = staple(raters, { confidenceWeight: input.number('confidence_weight', 1) });
      const voxels = raters[0]?.length ?? 0;
      return measured(
        result,
        voxels,
        ({ prior, sensitivity, specificity, probability, iterations, converged }) => ({
          estimate:
            name === 'sensitivity'
              ? defined(sensitivity[rater - 1] ?? 0)
              : specificity.defined
                ? defined(specificity.value[rater - 1] ?? 0)
                : specificity,
          flags: [
            ...(converged ? [] : ['the EM did not converge']),
            ...(voxels > LISTED ? [`probabilities of more than ${LISTED} voxels are not listed`] : []),
          ],
          details: {
            prior,
            iterations,
            ...listed('sensitivity', sensitivity),
            ...(specificity.defined ? listed('specificity', specificity.value) : {}),
            ...(voxels > LISTED ? {} : listed('probability', probability)),
          },
        }),
      );
    },
  };
}

const dawid: Method = {
  name: 'em',
  source: 'Dawid and Skene 1979, Appl Stat 28:20',
  compute: (input) => {
    const table = longTable(input);
    const labels = [...new Set(table.flat().filter((value) => value !== null))].sort((a, b) => a - b);
    const ratings = Array.from({ length: table[0]?.length ?? 0 }, (_, r) =>
      Int32Array.from(table, (row) => {
        const value = row[r] ?? null;
        return value === null ? -1 : labels.indexOf(value);
      }),
    );
    const k = labels.length;
    const result = dawidSkene(ratings, k);
    return measured(
      result,
      table.length,
      ({ prevalence, confusion, posterior, iterations, converged, logLikelihood }) => ({
        estimate: defined(prevalence[k - 1] ?? 0),
        flags: [
          ...(converged ? [] : ['the EM did not converge']),
          ...(table.length > LISTED ? [`posteriors of more than ${LISTED} subjects are not listed`] : []),
        ],
        details: {
          iterations,
          logLikelihood,
          ...Object.fromEntries(labels.map((label, c) => [`prevalence_${label}`, prevalence[c] ?? null])),
          ...Object.fromEntries(
            confusion.flatMap((own, r) =>
              Array.from(own, (share, cell): [string, number] => [
                `reader_${r + 1}_true_${labels[Math.floor(cell / k)] ?? ''}_given_${labels[cell % k] ?? ''}`,
                share,
              ]),
            ),
          ),
          ...(table.length > LISTED
            ? {}
            : Object.fromEntries(
                Array.from(posterior, (share, cell): [string, number] => [
                  `subject_${Math.floor(cell / k) + 1}_is_${labels[cell % k] ?? ''}`,
                  share,
                ]),
              )),
        },
      }),
    );
  },
};

/** Hidden truth from several readers. */
export const truthing: readonly Estimator[] = [
  {
    name: 'staple',
    title: 'STAPLE: performance of a rater against the hidden truth of all',
    needs: `raters (one mask each, 0/1) or ${long} (0/1), rater (from 1, first unless given), confidence_weight (1 unless given)`,
    methods: [stapleOf('sensitivity'), stapleOf('specificity')],
  },
  {
    name: 'dawid-skene',
    title: 'Dawid-Skene: share of the highest category in the hidden truth, gaps allowed',
    needs: long,
    methods: [dawid],
  },
];
