import type { ImageFacts } from '../schema/types.js';
import { FACT_VARIABLES } from './fact-variables.js';
import type { FactValue } from './fact-variables.js';

export interface ProfileVariable {
  name: string;
  unit: 'patient' | 'image';
  type: 'number' | 'text';
  of: (facts: ImageFacts) => FactValue;
}

/**
 * Facts that say where and on whom a model was trained, in the order of a data sheet. A patient's own facts are counted
 * once a patient, those of an image for each image.
 */
const PROFILED: readonly (readonly [name: string, unit: 'patient' | 'image'])[] = [
  ['patient.ageYears', 'patient'],
  ['patient.sex', 'patient'],
  ['site', 'image'],
  ['modality', 'image'],
  ['image.bodyPart', 'image'],
  ['image.view', 'image'],
  ['equipment.manufacturer', 'image'],
  ['equipment.model', 'image'],
  ['equipment.kvp', 'image'],
  ['photometric', 'image'],
  ['image.rows', 'image'],
  ['image.columns', 'image'],
  ['image.rowSpacingMm', 'image'],
  ['image.columnSpacingMm', 'image'],
  ['image.meanIntensity', 'image'],
  ['image.intensitySd', 'image'],
];

export const PROFILE_VARIABLES: readonly ProfileVariable[] = PROFILED.flatMap(([name, unit]) => {
  const variable = FACT_VARIABLES[name];
  if (variable === undefined) return [];
  return [{ name, unit, type: variable.type === 'number' ? 'number' : 'text', of: variable.of } as const];
});
