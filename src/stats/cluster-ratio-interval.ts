import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import { betaQuantilePoint } from './beta.js';
import { expit } from './delong.js';
import { tailProbability, type Interval, type Sides } from './interval.js';
import { criticalNormal } from './normal.js';
import type { ClusteredProportion } from './rao-scott.js';
import { studentQuantile } from './student-t.js';

interface Options {
  level: number;
  sides?: Sides;
}

/** estimate ± z SE of the ratio estimator, not cut. A point at 0 and 1: use `raoScott`. Undefined for one cluster. */
export function ratioNormal(proportion: ClusteredProportion, options: Options): Estimable<Interval> {
  requireLevel(options.level);
  return symmetric(proportion, criticalNormal(options.level, options.sides));
}

/** estimate ± t SE with k - 1 degrees of freedom, not cut. */
export function ratioStudent(proportion: ClusteredProportion, options: Options): Estimable<Interval> {
  requireLevel(options.level);
  if (proportion.clusters < 2) return undefinedBecause('one cluster');
  return symmetric(
    proportion,
    -studentQuantile(tailProbability(options.level, options.sides), proportion.clusters - 1),
  );
}

/** The t interval on the logit scale (survey `svyciprop(method = "logit")`). Undefined at 0 and 1. */
export function ratioLogitStudent(proportion: ClusteredProportion, options: Options): Estimable<Interval> {
  requireLevel(options.level);
  const { estimate: p, clusters, variance } = proportion;
  if (!variance.defined) return variance;
  if (p === 0 || p === 1) return undefinedBecause('the logit of 0 or 1 is infinite');
  const t = -studentQuantile(tailProbability(options.level, options.sides), clusters - 1);
  const centre = Math.log(p / (1 - p));
  const half = (t * Math.sqrt(variance.value)) / (p * (1 - p));
  return defined({ lower: expit(centre - half), upper: expit(centre + half) });
}

/**
 * Korn and Graubard's interval (1998, Survey Methodology 24:193; survey `svyciprop(method = "beta")`): Clopper-Pearson on
 * the effective n, also scaled by the squared ratio of t quantiles with N - 1 and k - 1 degrees of freedom.
 */
export function kornGraubard(proportion: ClusteredProportion, options: Options): Estimable<Interval> {
  requireLevel(options.level);
  const { estimate: p, clusters, units, variance } = proportion;
  if (!variance.defined) return variance;
  if (!(variance.value > 0)) return undefinedBecause('no variance between clusters');
  const tail = tailProbability(options.level, options.sides);
  const scale = studentQuantile(tail, units - 1) / studentQuantile(tail, clusters - 1);
  const n = ((p * (1 - p)) / variance.value) * scale * scale;
  return defined({
    lower: betaQuantilePoint(tail, n * p, n * (1 - p) + 1).x,
    upper: betaQuantilePoint(tail, n * (1 - p), n * p + 1).y,
  });
}

function symmetric({ estimate, variance }: ClusteredProportion, critical: number): Estimable<Interval> {
  if (!variance.defined) return variance;
  const half = critical * Math.sqrt(variance.value);
  return defined({ lower: estimate - half, upper: estimate + half });
}
