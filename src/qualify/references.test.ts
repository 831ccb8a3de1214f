import { describe, expect, it } from 'vitest';
import { METHODS } from '../schema/interval-methods.js';
import { ALL_METRICS } from '../schema/metric-catalogue.js';
import { REFERENCES, referencesOf } from './references.js';
import { listEstimators } from './stat.js';

const CITATIONS = [
  ...new Set([
    ...ALL_METRICS.map(({ citation }) => citation),
    ...METHODS.map(({ citation }) => citation),
    ...listEstimators().flatMap(({ methods }) => methods.map(({ source }) => source)),
  ]),
];

describe('citations', () => {
  it.each(CITATIONS)('%s', (citation) => {
    const found = referencesOf(citation);
    expect(found.length).toBeGreaterThan(0);
    // Every year stands for a publication that is listed with its author and a place to find it.
    const words = citation.replaceAll(/(?:arXiv|doi):\S+/g, '');
    const years = [...words.matchAll(/\b(?:18|19|20)\d\d\b(?![:\d])/g)].map(([year]) => Number(year));
    expect(found.map(({ year }) => year)).toEqual(expect.arrayContaining(years));
    for (const { authors, identifier } of found) {
      expect(authors).not.toBe('');
      expect(identifier).not.toBe('');
    }
  });

  it('have a DOI of the right form, an address, a clause, a book or volume and page', () => {
    for (const { authors, year, kind, identifier } of REFERENCES) {
      const forms = {
        doi: /^10\.\d{4,5}\/\S+$/,
        url: /^https:\/\/\S+$/,
        clause: /\S/,
        book: /, .+/,
        journal: /\d+:\d+|no DOIs/,
      };
      expect([authors, year, forms[kind].test(identifier)]).toEqual([authors, year, true]);
    }
  });

  it('list nothing that is not cited, and nothing twice', () => {
    const cited = new Set(CITATIONS.flatMap(referencesOf));
    expect(REFERENCES.filter((reference) => !cited.has(reference))).toEqual([]);
    const keys = REFERENCES.map(({ authors, year, at }) => `${authors} ${year} ${at ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
