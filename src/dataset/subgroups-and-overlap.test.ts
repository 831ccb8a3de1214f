import { describe, expect, it } from 'vitest';
import { NO_FACTS } from '../imaging/image-facts.js';
import { overlapWithDevelopment, pixelOverlapWithDevelopment } from './development-overlap.js';
import type { DevelopmentKeys } from './development-overlap.js';
import type { DataManifest } from '../schema/types.js';
import { manifestOf } from './image-folder.testkit.js';
import { parseManifest } from './manifest-file.js';
import { keyedHash, pseudonym, pseudonymKeyId } from './pseudonym.js';
import { bandLabels, subgroupLevels } from './subgroup-levels.js';

describe('subgroup levels', () => {
  const facts = { ...NO_FACTS, patientSex: 'F' as const, patientAgeYears: 64.9, site: 'B' };

  it('are the values, the bands, or unknown', () => {
    const by = [
      'patient.sex',
      { variable: 'patient.ageYears', cuts: [40, 65] },
      'site',
      'equipment.manufacturer',
    ];
    expect(subgroupLevels(facts, by)).toEqual({
      'patient.sex': 'F',
      'patient.ageYears': '40–64',
      site: 'B',
      'equipment.manufacturer': 'unknown',
    });
  });

  it.each([
    [21, 'under 22'],
    [22, '22–39'],
    [39.99, '22–39'],
    [40, '40–64'],
    [65, '65+'],
    [null, 'unknown'],
  ])('age %s with cuts 22, 40, 65 is %s', (patientAgeYears, level) => {
    const by = [{ variable: 'patient.ageYears', cuts: [22, 40, 65] }];
    expect(subgroupLevels({ ...NO_FACTS, patientAgeYears }, by)).toEqual({ 'patient.ageYears': level });
  });

  it('keep both ends of cuts that are not whole', () => {
    expect(bandLabels([0.5, 1.5])).toEqual(['under 0.5', '0.5 to under 1.5', '1.5+']);
    expect(bandLabels([1, 2])).toEqual(['under 1', '1', '2+']);
  });

  it.each([
    ['patient.gender', 'is not known'],
    [{ variable: 'site', cuts: [1] }, 'it is no number'],
    [{ variable: 'patient.ageYears', cuts: [65, 40] }, 'do not rise'],
    [{ variable: 'patient.ageYears', cuts: [] }, 'do not rise'],
  ])('refuse %j', (variable, message) => {
    expect(() => subgroupLevels(facts, [variable])).toThrow(message);
  });
});

describe('overlap with development data', () => {
  // RFC 4231, test case 2.
  it('uses HMAC-SHA-256', () => {
    expect(keyedHash('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  const keys: DevelopmentKeys = {
    kind: 'development-keys',
    key: 'k1',
    patients: ['P-2', 'P-9'].map((id) => keyedHash('k1', id)),
  };

  it('names the cases, once each', () => {
    const manifest = manifestOf(['a', 'P-2', {}], ['b', 'P-2', {}], ['c', 'P-3', {}]);
    expect(overlapWithDevelopment(manifest, keys)).toEqual(['P-2']);
    expect(overlapWithDevelopment(manifest, { ...keys, patients: [] })).toEqual([]);
  });

  it('names files with the pixels of a development image', () => {
    const file = (path: string, pixels: string | null): DataManifest['files'][number] => ({
      path,
      role: 'image',
      bytes: 1,
      sha256: '0',
      'sha256-header': null,
      'sha256-pixels-le': pixels,
      'sha256-pixel-fragments': null,
    });
    const manifest = {
      ...manifestOf(),
      files: [file('a.dcm', 'ab'), file('b.dcm', 'cd'), file('c.dcm', null)],
    };
    expect(pixelOverlapWithDevelopment(manifest, { ...keys, pixels: [pseudonym('k1', 'cd')] })).toEqual([
      'b.dcm',
    ]);
    expect(pixelOverlapWithDevelopment(manifest, keys)).toEqual([]);
  });

  it('compares hashed case ids made with the same key, and refuses others', () => {
    const manifest = {
      ...manifestOf(['a', pseudonym('k1', 'P-9'), {}], ['b', pseudonym('k1', 'P-3'), {}]),
      pseudonyms: 'keyed' as const,
      pseudonymKeyId: pseudonymKeyId('k1'),
    };
    expect(overlapWithDevelopment(manifest, keys)).toEqual([pseudonym('k1', 'P-9')]);
    expect(() => overlapWithDevelopment(manifest, { ...keys, key: 'k2' })).toThrow('another key');
  });
});

describe('reading a manifest', () => {
  const whole = {
    ...manifestOf(['a', 'P-1', {}]),
    files: [{ path: 'data/test/a.dcm', role: 'image', bytes: 1, sha256: '0' }],
  };
  const [image] = whole.images;

  it('gives back what was written', () => {
    expect(parseManifest(JSON.stringify(whole), 'm.json')).toEqual(whole);
  });

  it.each([
    ['INPUT-SYNTAX', '{'],
    ['INPUT-SCHEMA', '[]'],
    ['INPUT-SCHEMA', JSON.stringify({ ...whole, kind: 'lock' })],
    ['INPUT-SCHEMA', JSON.stringify({ ...whole, files: [] })],
    ['INPUT-DUPLICATE', JSON.stringify({ ...whole, images: [image, image] })],
    ['INPUT-DUPLICATE', JSON.stringify({ ...whole, files: [whole.files[0], whole.files[0]] })],
    ['INPUT-PATH-ESCAPES', JSON.stringify({ ...whole, files: [{ ...whole.files[0], path: '../a.dcm' }] })],
    ['INPUT-PATH-ESCAPES', JSON.stringify({ ...whole, files: [{ ...whole.files[0], path: '/etc/a.dcm' }] })],
  ])('%s for %s', (code, text) => {
    expect(() => parseManifest(text, 'm.json')).toThrow(expect.objectContaining({ code }));
  });
});
