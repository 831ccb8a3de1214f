import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { readReferenceStandard } from '../dataset/reference-standard.js';
import { readDicom } from '../imaging/dicom.js';
import type { ReferenceRow } from '../schema/types.js';
import { makeFractureExample, type FractureExample } from './fracture.js';

let project: string;
let made: FractureExample;
const seen: number[] = [];

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'veritome-example-'));
  made = await makeFractureExample(project, { onProgress: (done) => seen.push(done) });
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

const images = (set: string): string[] =>
  readdirSync(join(project, 'data', set))
    .map((name) => name.replace(/\.dcm$/, ''))
    .sort();
const rowsOf = (file: string): ReferenceRow[] =>
  readReferenceStandard(readFileSync(join(project, 'data', file), 'utf8'), file).reference.rows;

describe('the fracture example', () => {
  it('has the numbers that its protocol plans with', () => {
    expect(made).toEqual({ test: { patients: 160, images: 184 }, rehearsal: { patients: 20, images: 23 } });
    expect(seen).toEqual(Array.from({ length: 207 }, (_, index) => index + 1));
    const positive = rowsOf('reference.csv').filter(({ truth }) => truth === 'positive');
    expect(new Set(positive.map((row) => row.case)).size).toBe(76);
  });

  it.each([
    ['test', 'reference.csv'],
    ['rehearsal', 'rehearsal.reference.csv'],
  ])('has one row of the reference standard for every image of %s, and no other', (set, file) => {
    const rows = rowsOf(file);
    expect(rows.map(({ image }) => image).sort()).toEqual(images(set));
    for (const { truth, readers } of rows) {
      const agreeing = Object.values(readers).filter((call) => call === truth).length;
      expect(agreeing).toBeGreaterThanOrEqual(2);
    }
  });

  it('has readers who err now and then', () => {
    const rows = rowsOf('reference.csv');
    const errors = rows.filter(({ truth, readers }) => Object.values(readers).some((call) => call !== truth));
    expect(errors.length).toBeGreaterThan(5);
    expect(errors.length).toBeLessThan(rows.length / 3);
  });

  it('covers sites, sexes, makers, interpretations and ages, and is readable but for one image', async () => {
    const levels = {
      site: new Set(),
      sex: new Set(),
      maker: new Set(),
      photometric: new Set(),
      modality: new Set(),
    };
    const instances = new Set<string>();
    const refused: string[] = [];
    const ages: (number | null)[] = [];
    for (const image of images('test')) {
      const bytes = readFileSync(join(project, 'data/test', `${image}.dcm`));
      const file = await readDicom(bytes, image);
      levels.site.add(file.facts.site);
      levels.sex.add(file.facts.patientSex);
      levels.maker.add(file.facts.manufacturer);
      levels.photometric.add(file.facts.photometric);
      levels.modality.add(file.facts.modality);
      ages.push(file.facts.patientAgeYears);
      instances.add(String(file.instanceUid));
      expect(image.startsWith(`${String(file.patientId)}-`)).toBe(true);
      try {
        await file.pixels();
      } catch {
        refused.push(image);
      }
    }
    expect(refused).toEqual(['FR-0117-1']);
    expect(instances.size).toBe(184);
    expect([...levels.site].sort()).toEqual(['A', 'B', 'C']);
    expect([...levels.sex].sort()).toEqual(['F', 'M']);
    expect([...levels.maker].sort()).toEqual(['Ostrea Systems', 'Velorad Imaging']);
    expect([...levels.photometric].sort()).toEqual(['MONOCHROME1', 'MONOCHROME2']);
    expect([...levels.modality].sort()).toEqual(['CR', 'DX']);
    const known = ages.filter((age) => age !== null);
    expect(ages.length - known.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...known)).toBeGreaterThanOrEqual(22);
    expect(Math.max(...known)).toBeLessThanOrEqual(90);
  });

  it('is the same set on every machine', () => {
    const digests = images('test').map((image) =>
      sha256(readFileSync(join(project, 'data/test', `${image}.dcm`))),
    );
    expect(sha256(digests.join('\n'))).toBe(
      '7bbecb824e3d209c0f78e7bae53f4f99d37d56581619effd6e125effc118d896',
    );
  });
});
