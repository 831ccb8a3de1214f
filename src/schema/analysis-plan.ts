import type { SubgroupVariable } from './types.js';

/**
 * The protocol's analysis with every text resolved to a number: what `measure` and `judge` are handed, so that
 * neither reads a protocol. Made by `protocol/plan.ts`; nothing in it has a default.
 */
export interface AnalysisPlan {
  unit: 'patient' | 'image';
  /** A score at the threshold or above is positive. */
  threshold: number;
  seed: number;
  rounding: { percentDecimals: number; ratioDecimals: number };
  subgroups: { minimum: number; by: SubgroupVariable[] };
  endpoints: PlannedEndpoint[];
  family: string[];
  procedure: 'all-must-pass';
}

export interface PlannedEndpoint {
  id: string;
  role: 'primary' | 'secondary' | 'exploratory';
  metric: string;
  unit: 'patient' | 'image';
  interval: {
    method: string;
    /** Fraction: 0.95. */
    level: number;
    sides: 'two' | 'one';
    resamples: number | null;
  };
  /** Prevalence that predictive values are stated at; null: that of the sample. */
  prevalence: number | null;
  criterion: {
    bound: 'lower' | 'upper';
    direction: 'above' | 'below';
    value: number;
    printed: string;
  } | null;
}
