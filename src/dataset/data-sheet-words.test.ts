import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_FACTS } from '../imaging/image-facts.js';
import { row } from '../imaging/dicom-writer.testkit.js';
import { dataSheetLines } from '../pipeline/data-sheet-lines.js';
import { FACT_LABELS } from './fact-labels.js';
import { FACT_VARIABLES } from './fact-variables.js';
import { manifestOf, projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import { profileOf } from './profile.js';
import { shownFact, topCodedAge } from './top-coded-age.js';

describe('facts in words', () => {
  it('have a name each, the same on the console and in the report', () => {
    const words = JSON.parse(
      readFileSync(new URL('../../templates/words.json', import.meta.url), 'utf8'),
    ) as {
      variables: Record<string, string>;
    };
    expect(Object.keys(FACT_LABELS).sort()).toEqual(Object.keys(FACT_VARIABLES).sort());
    expect(words.variables).toMatchObject(FACT_LABELS);
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
