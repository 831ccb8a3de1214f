/*
 * Ages of 90 and over are one class: so few people are so old that an age can name a person (HIPAA safe harbour,
 * 45 CFR 164.514(b)(2)(i)(C)). The class is written as the number 90 and shown in words.
 */

export const TOP_AGE = 90;
const TOP_AGE_WORDS = '90 and over';

export function topCodedAge(years: number | null): number | null {
  return years === null ? null : Math.min(years, TOP_AGE);
}

/** @param text the value as it would be shown */
export function shownFact(variable: string, value: number, text: string): string {
  return variable === 'patient.ageYears' && value >= TOP_AGE ? TOP_AGE_WORDS : text;
}
