import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { row } from '../imaging/dicom-writer.testkit.js';
import type { Row } from '../imaging/dicom-writer.testkit.js';
import { NO_FACTS } from '../imaging/image-facts.js';
import { radiograph } from '../imaging/radiograph.testkit.js';
import type { DataManifest, ImageEntry, ImageFacts } from '../schema/types.js';

/** A project folder with these files, gone after the test. */
export function projectWith(files: Record<string, Uint8Array | string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'veritome-dataset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A radiograph of a patient; `n` makes instance and pixels its own. */
export function radiographOf(
  patient: string,
  n: number,
  changes: Record<number, Row | null> = {},
): Uint8Array {
  return radiograph({
    0x00080018: row(0x00080018, 'UI', `2.25.9.${n}`),
    0x00100020: row(0x00100020, 'LO', patient),
    0x7fe00010: row(
      0x7fe00010,
      'OW',
      Array.from({ length: 12 }, (_, i) => (i + n) % 4096),
    ),
    ...changes,
  });
}

/** A manifest without files, for what only looks at images: id, case, facts that differ from silence. */
export function manifestOf(
  ...images: [id: string, caseId: string, facts: Partial<ImageFacts>][]
): DataManifest {
  return {
    kind: 'data-manifest',
    schemaVersion: 1,
    id: 'TEST-1',
    version: '1',
    root: 'data/test',
    pseudonyms: 'as-found',
    files: [],
    images: images.map(([id, caseId, facts]): ImageEntry => ({
      id,
      case: caseId,
      files: [`data/test/${id}.dcm`],
      study: 'a'.repeat(32),
      series: null,
      instance: null,
      facts: { ...NO_FACTS, ...facts },
    })),
    findings: [],
  };
}
