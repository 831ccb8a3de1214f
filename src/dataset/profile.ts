import { compareText } from '../core/finding.js';
import type {
  DataManifest,
  DataProfile,
  ImageEntry,
  NumericProfile,
  ProfiledVariable,
} from '../schema/types.js';
import { referenceBins } from '../stats/shift/binned-shift.js';
import { quantileSorted } from '../stats/quantile.js';
import type { FactValue } from './fact-variables.js';
import { PROFILE_VARIABLES } from './profile-variables.js';
import type { ProfileVariable } from './profile-variables.js';

const QUANTILES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
const BINS = 10;

/**
 * Distributions of a set's facts, from its manifest alone. Counts and quantiles leave the set, values of single cases
 * do not, but for minimum and maximum.
 */
export function profileOf(manifest: DataManifest): DataProfile {
  return {
    kind: 'data-profile',
    schemaVersion: 1,
    dataSet: {
      id: manifest.id,
      version: manifest.version,
      images: manifest.images.length,
      cases: new Set(manifest.images.map((image) => image.case)).size,
    },
    variables: PROFILE_VARIABLES.map((variable) => profiled(variable, manifest.images)).filter(
      ({ stated }) => stated > 0,
    ),
  };
}

/** Values of one fact, a unit each; null where the header is silent. A patient has the first value that is stated. */
export function unitValues({ unit, of }: ProfileVariable, images: readonly ImageEntry[]): FactValue[] {
  if (unit === 'image') return images.map(({ facts }) => of(facts));
  const byCase = new Map<string, FactValue>();
  for (const image of images) byCase.set(image.case, byCase.get(image.case) ?? of(image.facts));
  return [...byCase.values()];
}

function profiled(variable: ProfileVariable, images: readonly ImageEntry[]): ProfiledVariable {
  const values = unitValues(variable, images);
  const stated = values.filter((value) => value !== null);
  return {
    name: variable.name,
    unit: variable.unit,
    stated: stated.length,
    missing: values.length - stated.length,
    numeric: variable.type === 'number' ? numericProfile(stated.map(Number)) : null,
    levels: variable.type === 'number' ? null : levelsOf(stated.map(String)),
  };
}

function numericProfile(values: readonly number[]): NumericProfile | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const deciles = referenceBins(values, [], BINS);
  const edges = deciles.defined ? [...new Set(deciles.value.edges)] : [];
  return {
    quantiles: QUANTILES.map((p) => quantileSorted(sorted, p)),
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    edges,
    counts: tally(values, edges),
  };
}

/** Counts in bins (lower, upper]. */
export function tally(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    const bin = edges.findIndex((edge) => value <= edge);
    const at = bin === -1 ? edges.length : bin;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function levelsOf(values: readonly string[]): { level: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([level, count]) => ({ level, count }))
    .sort((a, b) => compareText(a.level, b.level));
}
