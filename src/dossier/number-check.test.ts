import { describe, expect, it } from 'vitest';
import {
  assertNumbersKnown,
  numeralsOf,
  scalarsOf,
  unknownNumbers,
  type NumberSources,
} from './number-check.js';

const sources: NumberSources = {
  codes: new Map([
    ['E1.1', ['88.2 %', '79.0 %', '93.7 %', '67 of 76 patients']],
    ['F.3', ['1,184']],
  ]),
  records: new Map([
    ['protocol', scalarsOf({ claim: 'above 80 %', derivedOn: 'DEV-4', at: '2026-11-23T09:14:02.118Z' })],
    ['results', scalarsOf({ model: '4f9c1d27aa', level: '40 to below 65' })],
  ]),
  prose: new Set(['16', '1,000', '0.2']),
};
const numeralsIn = (html: string): string[] =>
  unknownNumbers(html, sources).map((unknown) => unknown.numeral);

describe('numbers on a page', () => {
  it('are read with their points and commas', () => {
    expect(numeralsOf('1,184 images, 88.2 % [79.0, 93.7], E1.1')).toEqual([
      '1,184',
      '88.2',
      '79.0',
      '93.7',
      '1.1',
    ]);
  });

  it('pass inside their code, with the code itself', () => {
    expect(
      numeralsIn('<p><span data-code="E1.1">88.2 % [79.0, 93.7]</span> <i data-code="E1.1">E1.1</i></p>'),
    ).toEqual([]);
    expect(numeralsIn('<tspan data-code="F.3">1,184</tspan>')).toEqual([]);
  });

  it('fail inside the wrong code, however right they are elsewhere', () => {
    expect(numeralsIn('<span data-code="F.3">88.2 %</span>')).toEqual(['88.2']);
    expect(numeralsIn('<span data-code="E9.9">88.2 %</span>')).toEqual(['88.2']);
  });

  it.each([
    ['rounded the flattering way', '<span data-code="E1.1">88.3 %</span>', '88.3'],
    ['typed into prose', '<p>Sensitivity was 97.3 %.</p>', '97.3'],
    ['typed into a figure', '<div data-figure="roc"><svg><text>0.97</text></svg></div>', '0.97'],
    [
      'written beside a tick',
      '<div data-figure="roc"><g class="role-axis-label"><text>0.97 in all</text></g></div>',
      '0.97',
    ],
    ['taken for a tick in prose', '<g class="role-axis-label"><text>0.97</text></g>', '0.97'],
    ['put in the mouth of a record', '<b data-record="protocol">above 90 %</b>', '90'],
    ['hidden after a closed span', '<p><span data-code="E1.1">88.2</span> or 91.4</p>', '91.4'],
    ['behind an entity', '<p>&#57;7.3</p>', '97.3'],
    ['in an attribute-less comment trick', '<!-- data-code="E1.1" --><p>55.5</p>', '55.5'],
  ])('fail when %s', (_, html, numeral) => {
    expect(numeralsIn(html)).toEqual([numeral]);
    expect(() => assertNumbersKnown(html, sources, 'templates/x')).toThrow(
      expect.objectContaining({ code: 'RENDER-UNKNOWN-NUMBER', place: 'templates/x' }),
    );
  });

  it('pass as quotations of a record, in whole, in part, in groups and as a time', () => {
    const html =
      '<b data-record="protocol">above 80 %</b><b data-record="protocol">DEV-4</b>' +
      '<b data-record="results">4f9c 1d27 …</b><b data-record="protocol">2026-11-23 09:14:02 UTC</b>';
    expect(numeralsIn(html)).toEqual([]);
  });

  it.each(['−0.05', '0.003', '1,000', '35 %', '1e-4'])('pass as the tick %s of an axis', (tick) => {
    const axis = `<g class="mark-text role-axis-label" pointer-events="none"><text>${tick}</text></g>`;
    expect(numeralsIn(`<div class="figure" data-figure="forest">${axis}</div>`)).toEqual([]);
  });

  it('pass in static prose, page numbers, style sheets and figure axes', () => {
    const html =
      '<style>p{margin:77mm}</style><p>section 16, per 1,000</p><td data-page="">421</td>' +
      '<div data-figure="roc"><text>0.2</text><text>40 to below 65</text><text>79.0</text></div>';
    expect(numeralsIn(html)).toEqual([]);
  });
});
