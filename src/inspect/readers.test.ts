import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerPseudonym } from '../dataset/reader-key.js';
import { dicomFile, row } from '../imaging/dicom-writer.testkit.js';
import { readerName } from '../imaging/readers.js';
import { rectangle, structureSetRows } from '../imaging/rtstruct/structure-set.testkit.js';
import { segRows } from '../imaging/seg/segmentation.testkit.js';
import { group, num, observer, reportRows, text } from '../imaging/sr/report.testkit.js';
import { inspectPath } from './inspect.js';
import type { InspectOptions, Understood } from './inspector.js';

/** As a project with this key names readers. */
function keyedReader(key: string): (name: string) => string {
  const project = mkdtempSync(join(folder, 'project-'));
  mkdirSync(join(project, 'model'));
  writeFileSync(join(project, 'model', 'development.keys.json'), JSON.stringify({ key }));
  const pseudonym = readerPseudonym(project)!;
  return pseudonym;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veritome-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function inspected(bytes: Uint8Array, options: InspectOptions = {}): Promise<Understood> {
  const path = join(folder, 'x.dcm');
  writeFileSync(path, bytes);
  return inspectPath(path, options);
}

/** All that can be printed. */
const printed = ({ facts, lines, findings }: Understood): string =>
  JSON.stringify([facts, lines, findings]).toLowerCase();

const SEG = dicomFile(
  segRows({
    segments: [1],
    frames: [{ segment: 1, z: 0, pixels: Array.from({ length: 15 }, () => 1) }],
    changes: [
      row(0x00081070, 'PN', 'SMITH^JANE'),
      row(0x00700084, 'PN', 'Quill^Peter'),
      row(0x00620002, 'SQ', [
        [
          row(0x00620004, 'US', [1]),
          row(0x00620005, 'LO', 'GTV_Quill'),
          row(0x00620006, 'ST', 'drawn by Peter Quill, checked by Smith'),
        ],
      ]),
    ],
  }),
);

const RTSTRUCT = dicomFile(
  structureSetRows(
    [
      { name: 'Liver', interpreter: 'QUILL^PETER^^', contours: [{ points: rectangle(0, 0, 1, 1, 0) }] },
      { name: 'Spleen', interpreter: 'anonymous', contours: [] },
    ],
    [row(0x00081070, 'PN', 'Smith^Jane'), row(0x300e0008, 'PN', 'Third^Anna')],
  ),
);

const SR = dicomFile(
  reportRows(
    [
      observer('Quill^Peter'),
      group(
        num('SCT 1 Length', '1', 'UCUM mm millimeter'),
        text('DCM 112039 Tracking Identifier', 'Quill 1'),
      ),
      group(observer('Third^Anna'), num('SCT 1 Length', '2', 'UCUM mm millimeter')),
    ],
    [],
    [row(0x0040a073, 'SQ', [[row(0x0040a075, 'PN', 'Smith^Jane')]])],
  ),
);

describe('readers of annotations', () => {
  it('of a segmentation: who created it made the segments; no name is printed', async () => {
    const understood = await inspected(SEG);
    expect(understood.facts).toMatchObject({
      readers: [
        { reader: 'reader-1', roles: ['creator'] },
        { reader: 'reader-2', roles: ['operator'] },
      ],
      labels: [{ reader: 'reader-1', name: 'GTV_reader-1' }],
      seg: { segments: [{ description: 'drawn by reader-1 reader-1, checked by reader-2' }] },
    });
    expect(understood.findings.map(({ code }) => code)).toContain('ANNOTATION-READER-NAME');
    expect(printed(understood)).not.toMatch(/quill|smith|peter|jane/);
  });

  it('of a structure set: who interpreted a region, else who operated', async () => {
    const understood = await inspected(RTSTRUCT);
    expect(understood.facts).toMatchObject({
      labels: [
        { name: 'Liver', reader: 'reader-1' },
        { name: 'Spleen', reader: 'reader-2' },
      ],
    });
    const { readers } = understood.facts as { readers: { reader: string; roles: string[] }[] };
    expect(readers.map(({ roles }) => roles)).toEqual(
      expect.arrayContaining([['operator'], ['reviewer'], ['interpreter']]) as string[][],
    );
    expect(printed(understood)).not.toMatch(/quill|smith|third|peter|jane|anna/);
  });

  it('of a report: each group by its observer', async () => {
    const understood = await inspected(SR);
    expect(understood.facts).toMatchObject({
      sr: {
        measurementGroups: [{ readers: ['reader-1'], trackingId: 'reader-1 1' }, { readers: ['reader-2'] }],
      },
      readers: [{ roles: ['observer'] }, { roles: ['observer'] }, { roles: ['verifier'] }],
    });
    expect(printed(understood)).not.toMatch(/quill|smith|third/);
  });

  it('one person has one keyed pseudonym in every file, another with another key', async () => {
    const byKey = keyedReader('a key of the tests');
    const quill = byKey('quill^peter');
    expect(quill).toMatch(/^reader-[0-9a-f]{8}$/);
    expect(keyedReader('another')('quill^peter')).not.toBe(quill);
    const [seg, set, report] = await Promise.all(
      [SEG, RTSTRUCT, SR].map(async (bytes, i) => {
        const path = join(folder, `${i}.dcm`);
        writeFileSync(path, bytes);
        return inspectPath(path, { readerPseudonym: byKey });
      }),
    );
    expect(seg!.facts).toMatchObject({ labels: [{ reader: quill }] });
    expect(set!.facts).toMatchObject({ labels: [{ reader: quill }, {}] });
    expect(report!.facts).toMatchObject({ sr: { measurementGroups: [{ readers: [quill] }, {}] } });
  });

  it('a name map finds names with a reader in them, and prints none', async () => {
    const { facts } = await inspected(SEG, { names: { tumour: ['GTV_Quill'] } });
    expect(facts['mappedLabels']).toEqual({ tumour: 1 });
    await expect(inspected(SEG, { names: { tumour: ['other'] } })).rejects.toMatchObject({
      message: expect.not.stringContaining('Quill') as string,
    });
  });
});

describe('names of persons', () => {
  it.each([
    ['Doe^John', 'doe^john'],
    ['DOE^JOHN^^^', 'doe^john'],
    [' Doe ^ John  Paul ', 'doe^john paul'],
    ['Doe^John=\u5c71\u7530', 'doe^john'],
    ['anonymous', null],
    ['unknown^unknown', null],
    ['', null],
    [null, null],
  ])('%j', (text, name) => {
    expect(readerName(text)).toBe(name);
  });
});
