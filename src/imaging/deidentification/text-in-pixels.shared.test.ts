import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDicom } from '../dicom.js';
import { sharedFiles, sharedPath, WITHOUT_SHARED } from '../shared-data.testkit.js';
import { findTextInPixels } from './text-in-pixels.js';
import type { TextBox } from './text-in-pixels.js';

async function boxesOf(path: string): Promise<TextBox[]> {
  const file = await readDicom(readFileSync(sharedPath(path)), path);
  return findTextInPixels(await file.pixels(), file.dataSet).boxes;
}

interface Recorded {
  burned_in_text: boolean;
  boxes?: { col0: number; row0: number; col1: number; row1: number }[];
}

describe.skipIf(WITHOUT_SHARED)('text in the pixels of shared images', () => {
  it.each(
    sharedFiles('phi').map(
      ({ path, ...facts }) => [path, (facts as unknown as { phi: Recorded }).phi] as const,
    ),
  )('%s: every recorded box is met, or none is found', async (path, { burned_in_text, boxes = [] }) => {
    const found = await boxesOf(path);
    expect(found.length > 0).toBe(burned_in_text);
    for (const box of boxes) {
      expect(
        found.some(
          (one) => one.row0 < box.row1 && box.row0 < one.row1 && one.col0 < box.col1 && box.col0 < one.col1,
        ),
        JSON.stringify(box),
      ).toBe(true);
    }
  });

  it('none is found in CT, MR, NM and radiographs without text', async () => {
    const clean = [...sharedFiles('dicom'), ...sharedFiles('series'), ...sharedFiles('enhanced')];
    const withText: string[] = [];
    let looked = 0;
    for (const { path, dicom } of clean as { path: string; dicom?: { modality?: string; rows?: number } }[]) {
      if (!/^(CT|MR|NM|CR|DX|MG|PT|OP|RTDOSE)$/.test(dicom?.modality ?? '') || dicom?.rows === undefined)
        continue;
      let boxes: TextBox[];
      try {
        boxes = await boxesOf(path);
      } catch {
        continue;
      }
      looked += 1;
      if (boxes.length > 0) withText.push(path);
    }
    expect(withText).toEqual([]);
    expect(looked).toBeGreaterThan(200);
  }, 300_000);

  it.each([
    ['dicom/US1_RLE.dcm', 'the machine’s own lines'],
    ['dicom/OBXXXX1A_rle.dcm', 'white letters of a palette'],
    ['dicom/vlut_04.dcm', 'percentages of a test pattern'],
  ])('%s: %s are found', async (path) => {
    expect((await boxesOf(path)).length).toBeGreaterThan(2);
  });
});
