import { kappaOfTable } from '../stats/kappa-of-table.js';
import {
  classTable,
  macroF1,
  multiclassBalancedAccuracy,
  multiclassMcc,
  weightedF1,
} from '../stats/multiclass.js';
import type { TableMetric } from '../stats/worst-placement.js';

/** Metrics of the whole k × k table. */
export const TABLE_METRICS: Readonly<Record<string, TableMetric>> = {
  'balanced-accuracy': (table) => multiclassBalancedAccuracy(classTable(table)),
  mcc: (table) => multiclassMcc(classTable(table)),
  'f1-macro': (table) => macroF1(classTable(table)),
  'f1-weighted': (table) => weightedF1(classTable(table)),
  'cohen-kappa': (table) => kappaOfTable(table),
  'cohen-kappa-linear': (table) => kappaOfTable(table, 'linear'),
  'cohen-kappa-quadratic': (table) => kappaOfTable(table, 'quadratic'),
};
