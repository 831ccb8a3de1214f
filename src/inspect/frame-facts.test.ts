import { describe, expect, it } from 'vitest';
import { readDicom } from '../imaging/dicom.js';
import { row } from '../imaging/dicom-writer.testkit.js';
import type { Row } from '../imaging/dicom-writer.testkit.js';
import { radiograph } from '../imaging/radiograph.testkit.js';
import { frameFacts } from './frame-facts.js';
import { modalityFacts } from './modality-facts.js';

interface Wanted {
  z: number;
  slope?: number;
  orientation?: string;
}

/** Frames of 3 rows × 4 columns; frame k holds k. */
function enhanced(frames: readonly Wanted[], changes: Record<number, Row | null> = {}): Uint8Array {
  const item = (tag: number, rows: Row[]): Row => row(tag, 'SQ', [rows]);
  const groups = frames.map(({ z, slope, orientation }) => [
    item(0x00209113, [row(0x00200032, 'DS', `1\\2\\${z}`)]),
    ...(orientation === undefined ? [] : [item(0x00209116, [row(0x00200037, 'DS', orientation)])]),
    ...(slope === undefined
      ? []
      : [item(0x00289145, [row(0x00281052, 'DS', '-1'), row(0x00281053, 'DS', String(slope))])]),
  ]);
  return radiograph({
    0x00080016: row(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2.1'),
    0x00280008: row(0x00280008, 'IS', String(frames.length)),
    0x00280030: null,
    0x00281052: null,
    0x00281053: null,
    0x52009229: item(0x52009229, [
      item(0x00209116, [row(0x00200037, 'DS', '1\\0\\0\\0\\1\\0')]),
      item(0x00289110, [row(0x00280030, 'DS', '0.5\\0.25'), row(0x00180050, 'DS', '3')]),
    ]),
    0x52009230: row(0x52009230, 'SQ', groups),
    0x7fe00010: row(
      0x7fe00010,
      'OW',
      frames.flatMap((_, frame) => Array<number>(12).fill(frame)),
    ),
    ...changes,
  });
}

async function factsOf(bytes: Uint8Array) {
  const file = await readDicom(bytes, 'x.dcm');
  return frameFacts(file, await file.pixels(), 'x.dcm');
}

describe('frames of one object', () => {
  it('make a volume by position, whatever their order in the file; each keeps its rescale', async () => {
    const { facts, findings } = await factsOf(
      enhanced([
        { z: 4, slope: 2 },
        { z: 0, slope: 3 },
        { z: 2, slope: 5 },
      ]),
    );
    expect(facts).toMatchObject({
      imagePositionPatient: [1, 2, 4],
      imageOrientationPatient: [1, 0, 0, 0, 1, 0],
      sliceThicknessMm: 3,
      framesIppAndRescale: [
        [
          [1, 2, 4],
          [2, -1],
        ],
        [
          [1, 2, 0],
          [3, -1],
        ],
        [
          [1, 2, 2],
          [5, -1],
        ],
      ],
      framesByPosition: [2, 3, 1],
      positionDeltasMm: [2, 2],
      volume: { size: [4, 3, 3], spacingMm: [0.25, 0.5, 2], origin: [1, 2, 0] },
    });
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['GEOMETRY-SPACING-STATED', 'info'],
    ]);
  });

  it.each([
    ['a missing slice', [{ z: 0 }, { z: 2 }, { z: 6 }, { z: 8 }], 'GEOMETRY-MISSING-SLICE'],
    ['two at one position', [{ z: 0 }, { z: 2 }, { z: 2 }, { z: 4 }], 'GEOMETRY-DUPLICATE-POSITION'],
    [
      'two orientations',
      [{ z: 0 }, { z: 2 }, { z: 4, orientation: '0\\1\\0\\0\\0\\-1' }],
      'GEOMETRY-MIXED-ORIENTATION',
    ],
  ])('%s: an image still, but no volume, with the doubt of a series', async (_, frames, code) => {
    const { facts, findings } = await factsOf(enhanced(frames));
    expect(facts['volume']).toBeNull();
    expect(facts['volumeRefusedFor']).toContain(code);
    const own = findings.find((finding) => finding.code === code);
    expect(own).toMatchObject({ severity: 'warning', path: 'x.dcm' });
    expect(own?.args['frame']).toBeGreaterThan(1);
  });

  it('a film without positions is no volume, and that is no doubt', async () => {
    const film = radiograph({
      0x00280008: row(0x00280008, 'IS', '2'),
      0x7fe00010: row(0x7fe00010, 'OW', Array<number>(24).fill(1)),
    });
    expect(await factsOf(film)).toMatchObject({
      facts: {
        volume: null,
        framesIppAndRescale: [
          [null, [2, -5]],
          [null, [2, -5]],
        ],
      },
      findings: [],
    });
  });

  it('orientation of a frame that makes no sense is refused', async () => {
    await expect(factsOf(enhanced([{ z: 0 }, { z: 1, orientation: '1\\0\\0\\1\\0\\0' }]))).rejects.toThrow(
      'not at a right angle',
    );
  });
});

describe('values with a meaning', () => {
  it('a dose is the stored value times DoseGridScaling; the offsets of its frames make the volume', async () => {
    const dose = radiograph({
      0x00200032: row(0x00200032, 'DS', '0\\0\\-10'),
      0x00200037: row(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
      0x00280008: row(0x00280008, 'IS', '2'),
      0x00281052: null,
      0x00281053: null,
      0x30040002: row(0x30040002, 'CS', 'GY'),
      0x3004000c: row(0x3004000c, 'DS', '0\\2.5'),
      0x3004000e: row(0x3004000e, 'DS', '0.5'),
      0x7fe00010: row(0x7fe00010, 'OW', [...Array<number>(12).fill(2), ...Array<number>(12).fill(4)]),
    });
    const file = await readDicom(dose, 'x.dcm');
    expect(modalityFacts(file, await file.pixels())).toMatchObject({
      doseGridScaling: 0.5,
      doseUnits: 'GY',
      modalityValues: { min: 2, max: 4, mean: 3 },
      doseValues: { min: 1, max: 2, mean: 1.5 },
    });
    expect((await factsOf(dose)).facts['volume']).toMatchObject({
      size: [4, 3, 2],
      spacingMm: [0.25, 0.5, 2.5],
    });
  });

  it('real world value maps are shown with their unit, not applied', async () => {
    const double = (value: number): Uint8Array => new Uint8Array(Float64Array.of(value).buffer);
    const unit = [
      row(0x00080100, 'SH', 'um2/s'),
      row(0x00080102, 'SH', 'UCUM'),
      row(0x00080104, 'LO', 'area rate'),
    ];
    const map = [
      row(0x004008ea, 'SQ', [unit]),
      row(0x00409210, 'SH', 'ADC'),
      row(0x00409211, 'US', [4095]),
      row(0x00409216, 'US', [0]),
      row(0x00409224, 'FD', double(0)),
      row(0x00409225, 'FD', double(0.25)),
    ];
    const file = await readDicom(radiograph({ 0x00409096: row(0x00409096, 'SQ', [map]) }), 'x.dcm');
    const facts = modalityFacts(file, await file.pixels());
    expect(facts['realWorldValueMapping']).toEqual([
      {
        label: 'ADC',
        unit: { value: 'um2/s', scheme: 'UCUM', meaning: 'area rate' },
        slope: 0.25,
        intercept: 0,
        explanation: null,
        firstValueMapped: 0,
        lastValueMapped: 4095,
        table: false,
        // 0 to 4095 are stored.
        values: { min: 0, max: 1023.75 },
      },
    ]);
    expect(facts['modalityValues']).toMatchObject({ min: -5 });
  });
});

/** A reconstruction of nuclear medicine with four slices, its header as `changes` say. */
function reconstruction(changes: Record<number, Row | null> = {}): Uint8Array {
  return radiograph({
    0x00080008: row(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\RECON TOMO\\EMISSION'),
    0x00080060: row(0x00080060, 'CS', 'NM'),
    0x00180088: row(0x00180088, 'DS', '-4'),
    0x00280008: row(0x00280008, 'IS', '4'),
    0x00280009: row(0x00280009, 'US', [0x0054, 0x0080]),
    0x00280030: row(0x00280030, 'DS', '2\\2'),
    0x00540012: row(0x00540012, 'SQ', [[row(0x00540018, 'SH', 'Tc99m')]]),
    0x00540022: row(0x00540022, 'SQ', [
      [row(0x00200032, 'DS', '5\\6\\7'), row(0x00200037, 'DS', '1\\0\\0\\0\\1\\0')],
    ]),
    0x00540080: row(0x00540080, 'US', [1, 2, 3, 4]),
    0x7fe00010: row(0x7fe00010, 'OW', Array<number>(48).fill(3)),
    ...changes,
  });
}

describe('frames of nuclear medicine', () => {
  it('are stacked on the first slice along the normal, against it where the spacing is negative', async () => {
    const { facts, findings } = await factsOf(reconstruction());
    expect(findings).toEqual([]);
    expect(facts).toMatchObject({
      imageType: ['ORIGINAL', 'PRIMARY', 'RECON TOMO', 'EMISSION'],
      frameIncrements: ['slice'],
      frameVectors: { slice: [1, 2, 3, 4] },
      energyWindows: ['Tc99m'],
      framesByPosition: [4, 3, 2, 1],
      volume: { size: [4, 3, 4], spacingMm: [2, 2, 4], origin: [5, 6, -5] },
    });
    const up = await factsOf(reconstruction({ 0x00180088: row(0x00180088, 'DS', '4') }));
    expect(up.facts['volume']).toMatchObject({ origin: [5, 6, 7] });
  });

  it('have no place without spacing, and none where they are no reconstruction', async () => {
    for (const changes of [
      { 0x00180088: null },
      { 0x00080008: row(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\DYNAMIC\\EMISSION') },
    ]) {
      const { facts } = await factsOf(reconstruction(changes));
      expect(facts['volume']).toBeNull();
    }
  });

  it('tell what each is of; a vector that does not fit is left out, and said so', async () => {
    const changes = {
      0x00280009: row(0x00280009, 'US', [0x0054, 0x0010, 0x0054, 0x0020]),
      0x00540010: row(0x00540010, 'US', [1, 1, 2, 2]),
      0x00540020: row(0x00540020, 'US', [1, 2, 1]),
    };
    const { facts, findings } = await factsOf(reconstruction(changes));
    expect(facts).toMatchObject({
      frameIncrements: ['energyWindow', 'detector'],
      frameVectors: { energyWindow: [1, 1, 2, 2] },
    });
    expect(findings.map(({ code, args }) => [code, args['vector']])).toEqual([
      ['IMAGE-FRAME-VECTOR', 'detector'],
    ]);
  });
});
