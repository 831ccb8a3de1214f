import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dcmjs from 'dcmjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPath } from './inspect.js';
import type { Understood } from './inspector.js';

/* Segmentation, structure set and report as another writer lays them down: the testkits share no code with dcmjs. */

type Value = string | number | ArrayBuffer | { Alphabetic: string } | Elements;
interface Elements {
  [tag: string]: { vr: string; Value: Value[] };
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veritome-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function inspected(sopClass: string, dict: Elements): Promise<Understood> {
  const file = new dcmjs.data.DicomDict({
    '00020001': { vr: 'OB', Value: [new Uint8Array([0, 1]).buffer] },
    '00020002': { vr: 'UI', Value: [sopClass] },
    '00020003': { vr: 'UI', Value: ['2.25.1'] },
    '00020010': { vr: 'UI', Value: ['1.2.840.10008.1.2.1'] },
  });
  file.dict = { '00080016': of('UI', sopClass), '00080018': of('UI', '2.25.1'), ...dict };
  const path = join(folder, 'x.dcm');
  writeFileSync(path, new Uint8Array(file.write()));
  return inspectPath(path);
}

const of = (vr: string, ...Value: Value[]): { vr: string; Value: Value[] } => ({ vr, Value });
const code = (scheme: string, value: string, meaning: string): { vr: string; Value: Value[] } =>
  of('SQ', { '00080100': of('SH', value), '00080102': of('SH', scheme), '00080104': of('LO', meaning) });

describe('objects written with dcmjs', () => {
  it('a structure set: a square with a hole has the area of both, in two contours', async () => {
    const contour = (...mm: number[]): Elements => ({
      '30060042': of('CS', 'CLOSED_PLANAR'),
      '30060046': of('IS', mm.length / 3),
      '30060050': of('DS', ...mm),
    });
    const { kind, facts } = await inspected('1.2.840.10008.5.1.4.1.1.481.3', {
      '00080060': of('CS', 'RTSTRUCT'),
      '00081070': of('PN', { Alphabetic: 'Quill^Peter' }),
      '30060020': of('SQ', { '30060022': of('IS', 3), '30060026': of('LO', 'Kidney') }),
      '30060039': of('SQ', {
        '3006002A': of('IS', 10, 200, 30),
        '30060040': of(
          'SQ',
          contour(0, 0, 5, 10, 0, 5, 10, 10, 5, 0, 10, 5),
          contour(2, 2, 5, 4, 2, 5, 4, 4, 5, 2, 4, 5),
        ),
        '30060084': of('IS', 3),
      }),
    });
    expect(kind).toBe('rtstruct');
    expect(facts).toMatchObject({
      labels: [{ number: 3, name: 'Kidney', reader: 'reader-1' }],
      rtstruct: {
        rois: [
          {
            contours: 2,
            points: 8,
            colour: [10, 200, 30],
            sumAbsContourAreaMm2: 104,
            bboxMaxMm: [10, 10, 5],
          },
        ],
      },
    });
    expect(JSON.stringify(facts)).not.toMatch(/quill/i);
  });

  it('a segmentation: two frames of 3 × 3, packed without a gap', async () => {
    const frame = (segment: number, z: number): Elements => ({
      '00209113': of('SQ', { '00200032': of('DS', 0, 0, z) }),
      '0062000A': of('SQ', { '0062000B': of('US', segment) }),
    });
    const { kind, facts } = await inspected('1.2.840.10008.5.1.4.1.1.66.4', {
      '00080060': of('CS', 'SEG'),
      '00280002': of('US', 1),
      '00280004': of('CS', 'MONOCHROME2'),
      '00280008': of('IS', 2),
      '00280010': of('US', 3),
      '00280011': of('US', 3),
      '00280100': of('US', 1),
      '00280101': of('US', 1),
      '00280102': of('US', 0),
      '00280103': of('US', 0),
      '00620001': of('CS', 'BINARY'),
      '00620002': of('SQ', { '00620004': of('US', 6), '00620005': of('LO', 'Node') }),
      '52009229': of('SQ', {
        '00209116': of('SQ', { '00200037': of('DS', 1, 0, 0, 0, 1, 0) }),
        '00289110': of('SQ', {
          '00180050': of('DS', 4),
          '00180088': of('DS', 4),
          '00280030': of('DS', 2, 2),
        }),
      }),
      '52009230': of('SQ', frame(6, 0), frame(6, 4)),
      // 111 100 000, then 000 000 011, least significant bit first.
      '7FE00010': of('OB', new Uint8Array([0b0000_1111, 0b0000_0000, 0b0000_0011, 0]).buffer),
    });
    expect(kind).toBe('dicom-seg');
    expect(facts).toMatchObject({
      // 4 and 2 voxels of 16 mm³.
      labels: [{ number: 6, name: 'Node', voxels: 6, volumeMl: 0.096 }],
      volume: { size: [3, 3, 2], spacingMm: [2, 2, 4] },
      seg: { segments: [{ voxelsPerFrameByPosition: [4, 2] }] },
    });
  });

  it('a report: a group with one length', async () => {
    const { kind, facts } = await inspected('1.2.840.10008.5.1.4.1.1.88.33', {
      '00080060': of('CS', 'SR'),
      '0040A040': of('CS', 'CONTAINER'),
      '0040A043': code('DCM', '126000', 'Imaging Measurement Report'),
      '0040A730': of('SQ', {
        '0040A010': of('CS', 'CONTAINS'),
        '0040A040': of('CS', 'CONTAINER'),
        '0040A043': code('DCM', '125007', 'Measurement Group'),
        '0040A730': of('SQ', {
          '0040A010': of('CS', 'CONTAINS'),
          '0040A040': of('CS', 'NUM'),
          '0040A043': code('SCT', '410668003', 'Length'),
          '0040A300': of('SQ', {
            '004008EA': code('UCUM', 'mm', 'millimeter'),
            '0040A30A': of('DS', '12.5'),
          }),
        }),
      }),
    });
    expect(kind).toBe('sr');
    expect(facts).toMatchObject({
      sr: {
        numericItems: 1,
        measurementGroups: [
          { measurements: [{ concept: { value: '410668003' }, value: '12.5', units: 'mm' }] },
        ],
      },
    });
  });
});
