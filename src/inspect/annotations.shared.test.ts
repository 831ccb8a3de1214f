import { describe, expect, it } from 'vitest';
import { WITHOUT_SHARED, sharedFiles, sharedPath } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

const FOLDERS = ['coco', 'yolo', 'lidc', 'csv'] as const;
/** Facts of the index that go by another name here, or that belong to matching and not to reading. */
const NAMES: Record<string, string> = {
  sum_area: 'sumArea',
  mask_rows: 'maskRows',
  polygon_points: 'polygonPoints',
  sum_diameter_mm: 'sumDiameterMm',
  series_uid: 'seriesUid',
  study_uid: 'studyUid',
  iou_box1_box2: 'largestIou',
  areas_normalised: 'areasNormalised',
};
const ELSEWHERE = ['stats', 'sessions', 'with_dialect', 'cls', 'xyxy_if_512x512'];

describe.skipIf(WITHOUT_SHARED)('recorded facts of annotations', () => {
  it.each(sharedFiles(...FOLDERS).map((file) => [file.path, file] as const))('%s', async (path, file) => {
    const outcome = await inspectPath(sharedPath(path)).catch((error: unknown) => error);
    const expected = file.expect_class ?? 'ok';
    const expect_ = (file['expect'] ?? {}) as Record<string, unknown>;
    if (expected === 'error' || expected === 'error-or-declared') {
      expect(outcome).toMatchObject({ name: 'AppError', code: expect.stringMatching(/^INPUT-/) as unknown });
      return;
    }
    expect(outcome).not.toBeInstanceOf(Error);
    const { facts, findings } = outcome as { facts: Record<string, unknown>; findings: unknown[] };
    if (expected.endsWith('flag') || expected.endsWith('empty')) expect(findings).toHaveLength(1);
    for (const [name, value] of Object.entries(expect_)) {
      if (ELSEWHERE.includes(name)) continue;
      const got = facts[NAMES[name] ?? name];
      if (typeof value === 'number') expect(got).toBeCloseTo(value, 6);
      else if (name === 'areas_normalised')
        (value as number[]).forEach((area, i) => {
          expect((got as number[])[i]).toBeCloseTo(area, 9);
        });
      else expect(got, name).toEqual(value);
    }
    if (expect_['xyxy_if_512x512'] !== undefined) {
      const [box] = facts['boxesXyxyNormalised'] as number[][];
      expect(box?.map((v) => Math.round(v * 512))).toEqual(expect_['xyxy_if_512x512']);
      expect(facts['classes']).toEqual([expect_['cls']]);
    }
    if (Array.isArray(expect_['sessions'])) {
      const got = (facts['sessions'] as Record<string, unknown>[]).map((session) => ({
        nodules_ge3: (session['nodulesGe3'] as Record<string, unknown>[]).map((n) => ({
          id: n['id'],
          n_roi: n['nRoi'],
          n_points: n['nPoints'],
          exclusions: n['exclusions'],
          z_min: n['zMin'],
          z_max: n['zMax'],
          malignancy: n['malignancy'],
          subtlety: n['subtlety'],
        })),
        nodules_lt3: session['nodulesLt3'],
        non_nodules: session['nonNodules'],
      }));
      expect(got).toEqual(expect_['sessions']);
    }
  });

  it('reads decimal commas where they are declared', async () => {
    const path = sharedPath('csv/labels_semicolon_decimal_comma.csv');
    expect((await inspectPath(path, { decimalComma: true })).facts).toMatchObject({ scores: [0.75, 0.1] });
  });

  it('draws polygons as pycocotools does: pixels set in all 839 annotations, by its version 2.0.11', async () => {
    const { facts } = await inspectPath(sharedPath('coco/instances_val2014_100.json'));
    expect(facts['sumShapeAreaPx']).toBe(9_144_836);
  });
});
