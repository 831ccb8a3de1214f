import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_FACTS } from '../imaging/image-facts.js';
import { row } from '../imaging/dicom-writer.testkit.js';
import { dataSheetLines } from '../pipeline/data-sheet-lines.js';
import { FACT_LABELS, imageFactLabel } from './fact-labels.js';
import { FACT_VARIABLES } from './fact-variables.js';
import { manifestOf, projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import { profileOf } from './profile.js';
import { shownFact, topCodedAge } from './top-coded-age.js';
import { SOP_CLASS_WORDS } from './uid-words.js';

describe('facts in words', () => {
  it('have a name each, the same on the console and in the report', () => {
    const words = JSON.parse(
      readFileSync(new URL('../../templates/words.json', import.meta.url), 'utf8'),
    ) as {
      variables: Record<string, string>;
      values: Record<string, string>;
    };
    expect(Object.keys(FACT_LABELS).sort()).toEqual(Object.keys(FACT_VARIABLES).sort());
    expect(words.variables).toMatchObject(FACT_LABELS);
    expect(words.values).toMatchObject(SOP_CLASS_WORDS);
  });

  it('kinds of object and encodings are words, and what is not known stays a UID', () => {
    const told = { ...NO_FACTS, transferSyntaxUid: '1.2.840.10008.1.2.4.90' };
    const manifest = manifestOf(
      ['a', 'a', { ...told, sopClassUid: '1.2.840.10008.5.1.4.1.1.2' }],
      ['b', 'b', { ...told, sopClassUid: '1.2.3.4' }],
    );
    const lines = dataSheetLines(manifest).join('\n');
    expect(lines).toMatch(/Kind of DICOM object +(CT image|1\.2\.3\.4) /);
    expect(lines).toMatch(/Encoding of the file +JPEG 2000 Lossless +█+ +2/);
    expect(lines).not.toContain('1.2.840');
  });

  it('every fact of an image has words, for what changed between two versions', () => {
    const plain = Object.keys(NO_FACTS).filter((fact) => imageFactLabel(fact) === fact);
    expect(plain).toEqual([]);
    expect(['patientAgeYears', 'volume', 'new'].map(imageFactLabel)).toEqual([
      'Age in years',
      'Place of the voxels',
      'new',
    ]);
  });
});

// HIPAA safe harbour, 45 CFR 164.514(b)(2)(i)(C): ages over 89 into one class "90 or older".
describe('an age of 90 and over', () => {
  it('is one class', () => {
    expect([89.9, 90, 97, null].map(topCodedAge)).toEqual([89.9, 90, 90, null]);
    expect(shownFact('patient.ageYears', 89, '89')).toBe('89');
    expect(shownFact('patient.ageYears', 90, '90')).toBe('90 and over');
    expect(shownFact('image.rows', 90, '90')).toBe('90');
  });

  it('stands in no manifest, profile or data sheet', async () => {
    const age = (text: string) => ({ 0x00101010: row(0x00101010, 'AS', text) });
    const project = projectWith({
      'd/1.dcm': radiographOf('P1', 1, age('097Y')),
      'd/2.dcm': radiographOf('P2', 2, age('061Y')),
    });
    const manifest = await inventory(project, 'd', {
      id: 'S',
      version: '1',
      pseudonymKey: 'sixteen letters.',
    });
    expect(manifest.images.map(({ facts }) => facts.patientAgeYears)).toEqual([90, 61]);
    const sheet = manifest.dataSheet?.facts.find(({ variable }) => variable === 'patient.ageYears');
    expect(sheet?.levels.map(({ value }) => value).sort()).toEqual(['61', '90 and over']);
    expect(JSON.stringify([manifest, profileOf(manifest)])).not.toMatch(/\b97\b/);
    expect(dataSheetLines(manifest).join('\n')).toMatch(/Age in years +61 +█+ +1\n +90 and over +█+ +1/);
  });

  it('is joined where an older manifest still holds it', () => {
    const ages = [30, 40, 50, 60, 70, 80, 97];
    const manifest = manifestOf(
      ...ages.map((patientAgeYears, i): [string, string, object] => [
        `i${i}`,
        `c${i}`,
        { ...NO_FACTS, patientAgeYears },
      ]),
    );
    expect(dataSheetLines(manifest).join('\n')).toContain('30 to 90 and over');
    expect(JSON.stringify(profileOf(manifest))).not.toContain('97');
  });
});
