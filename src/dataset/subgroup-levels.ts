import { AppError } from '../core/error.js';
import { nearestName } from '../schema/nearest.js';
import type { ImageFacts, SubgroupVariable } from '../schema/types.js';
import { FACT_VARIABLES } from './fact-variables.js';

/** Level of an image whose header is silent. */
export const UNKNOWN_LEVEL = 'unknown';

/**
 * Subgroup variable → level of one image. A variable named alone takes its own values as levels; one with cuts is
 * banded: cuts 40 and 65 give `under 40`, `40–64` (which is 40 ≤ x < 65) and `65+`. Name the lower end of the
 * population as a cut to have it in the label: cuts 22, 40, 65 give `22–39`. Where the header is silent: `unknown`.
 * @throws AppError INPUT-SCHEMA for a variable that is not known, or cuts that do not rise or do not suit the variable
 */
export function subgroupLevels(facts: ImageFacts, by: readonly SubgroupVariable[]): Record<string, string> {
  return Object.fromEntries(
    by.map((entry) => {
      const name = typeof entry === 'string' ? entry : entry.variable;
      const variable = FACT_VARIABLES[name];
      if (variable === undefined) throw unknownVariable(name);
      const value = variable.of(facts);
      if (typeof entry === 'string') return [name, plainLevel(value)];
      if (variable.type !== 'number') {
        throw new AppError('INPUT-SCHEMA', `the subgroup variable ${name} has cuts, but it is no number`, {
          hint: 'name the variable alone: its own values are the levels',
        });
      }
      checkCuts(name, entry.cuts);
      return [name, typeof value === 'number' ? bandOf(value, entry.cuts) : UNKNOWN_LEVEL];
    }),
  );
}

/** Labels of all bands, lowest first. */
export function bandLabels(cuts: readonly number[]): string[] {
  const last = cuts.length - 1;
  const inner = cuts.slice(0, last).map((cut, i) => bandLabel(cut, cuts[i + 1] ?? cut));
  return [`under ${cuts[0] ?? 0}`, ...inner, `${cuts[last] ?? 0}+`];
}

function bandOf(value: number, cuts: readonly number[]): string {
  const index = cuts.filter((cut) => value >= cut).length;
  return bandLabels(cuts)[index] ?? UNKNOWN_LEVEL;
}

/** Whole cuts are read as completed years or counts; others keep both ends. */
function bandLabel(from: number, to: number): string {
  if (!Number.isInteger(from) || !Number.isInteger(to)) return `${from} to under ${to}`;
  return to === from + 1 ? String(from) : `${from}–${to - 1}`;
}

function plainLevel(value: string | number | boolean | null): string {
  if (value === null) return UNKNOWN_LEVEL;
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function checkCuts(name: string, cuts: readonly number[]): void {
  const rising = cuts.every((cut, i) => Number.isFinite(cut) && (i === 0 || cut > (cuts[i - 1] ?? cut)));
  if (cuts.length > 0 && rising) return;
  throw new AppError(
    'INPUT-SCHEMA',
    `the cuts of subgroup variable ${name} do not rise: ${cuts.join(', ')}`,
    {
      hint: 'name each cut once, lowest first',
    },
  );
}

function unknownVariable(name: string): AppError {
  const near = nearestName(name, Object.keys(FACT_VARIABLES));
  return new AppError('INPUT-SCHEMA', `the subgroup variable "${name}" is not known`, {
    hint: near === undefined ? `known are ${Object.keys(FACT_VARIABLES).join(', ')}` : `did you mean ${near}`,
  });
}
