import type { Estimable } from '../core/estimable.js';
import type {
  DataManifest,
  DataProfile,
  DataShift,
  ProfiledVariable,
  VariableShift,
} from '../schema/types.js';
import { jensenShannon, stabilityIndex, totalVariation } from '../stats/shift/binned-shift.js';
import { categoryShift } from '../stats/shift/category-shift.js';
import { profileOf, tally, unitValues } from './profile.js';
import { PROFILE_VARIABLES } from './profile-variables.js';
import { printedShift, readingOf, SHIFT_METHOD } from './shift-words.js';

/** Up to here a population stability index is called small; the convention of its users, no error rate (Siddiqi 2006). */
const SMALL = 0.1;
const MODERATE = 0.25;

/**
 * The test set against the profile of the training data, fact by fact. Bins are the training data's own: its distinct
 * deciles, or its categories and those that are new.
 */
export function shiftOf(profile: DataProfile, manifest: DataManifest): DataShift {
  const test = profileOf(manifest);
  return {
    kind: 'data-shift',
    schemaVersion: 1,
    method: SHIFT_METHOD,
    training: profile.dataSet,
    test: test.dataSet,
    variables: profile.variables.flatMap((training) => {
      const variable = PROFILE_VARIABLES.find(({ name }) => name === training.name);
      if (variable === undefined) return [];
      const values = unitValues(variable, manifest.images);
      const stated = values.filter((value) => value !== null);
      const found = test.variables.find(({ name }) => name === training.name);
      const counts =
        training.numeric === null
          ? overLevels(training, stated.map(String))
          : overBins(training.numeric.edges, training.numeric.counts, stated.map(Number));
      return [
        compared(training, counts, {
          stated: stated.length,
          missing: values.length - stated.length,
          median: medianOf(found),
        }),
      ];
    }),
  };
}

interface Counts {
  labels: string[];
  training: number[];
  test: number[];
}

function overBins(edges: readonly number[], training: number[], values: readonly number[]): Counts {
  const labels = [...edges.map((edge) => `to ${short(edge)}`), `above ${short(edges.at(-1) ?? 0)}`];
  return { labels: edges.length === 0 ? ['all'] : labels, training, test: tally(values, edges) };
}

function overLevels({ levels }: ProfiledVariable, values: readonly string[]): Counts {
  const known = (levels ?? []).map(({ level }) => level);
  const fresh = [...new Set(values)].filter((value) => !known.includes(value)).sort();
  const labels = [...known, ...fresh];
  return {
    labels,
    training: labels.map((label) => (levels ?? []).find(({ level }) => level === label)?.count ?? 0),
    test: labels.map((label) => values.filter((value) => value === label).length),
  };
}

function compared(training: ProfiledVariable, counts: Counts, test: VariableShift['test']): VariableShift {
  const psi = valueOf(stabilityIndex(counts.training, counts.test));
  const chiSquare = categoryShift(counts.training, counts.test);
  const sum = (values: readonly number[]): number =>
    Math.max(
      1,
      values.reduce((a, b) => a + b, 0),
    );
  const [n, m] = [sum(counts.training), sum(counts.test)];
  const shift = {
    name: training.name,
    unit: training.unit,
    training: { stated: training.stated, missing: training.missing, median: medianOf(training) },
    test,
    bins: counts.labels.map((label, k) => ({
      label,
      training: (counts.training[k] ?? 0) / n,
      test: (counts.test[k] ?? 0) / m,
    })),
    psi,
    jensenShannon: valueOf(jensenShannon(counts.training, counts.test)),
    totalVariation: valueOf(totalVariation(counts.training, counts.test)),
    p: chiSquare.defined ? chiSquare.value.p : null,
    level: levelOf(psi),
  };
  const printed = printedShift(shift);
  return { ...shift, reading: readingOf(shift, printed), printed };
}

function levelOf(psi: number | null): VariableShift['level'] {
  if (psi === null) return 'not-estimable';
  return psi < SMALL ? 'small' : psi <= MODERATE ? 'moderate' : 'large';
}

function valueOf(estimate: Estimable): number | null {
  return estimate.defined ? estimate.value : null;
}

function medianOf(variable: ProfiledVariable | undefined): number | null {
  return variable?.numeric?.quantiles[3] ?? null;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
