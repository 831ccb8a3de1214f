import { describe, expect, it } from 'vitest';
import { row } from '../imaging/dicom-writer.testkit.js';
import type { DataManifest, OverlapMethod, Protocol } from '../schema/types.js';
import type { DevelopmentKeys } from './development-overlap.js';
import { projectWith, radiographOf } from './image-folder.testkit.js';
import { inventory } from './inventory.js';
import { makeDevelopmentKeys } from './make-development-keys.js';
import { overlapRecord } from './overlap-record.js';
import { overlapFindings, overlapLines } from './overlap-words.js';

const KEY = 'a key of sixteen or more';
const UID = { study: 0x0020000d, series: 0x0020000e };

function ownUids(n: number) {
  return {
    [UID.study]: row(UID.study, 'UI', `2.25.7.${n}`),
    [UID.series]: row(UID.series, 'UI', `2.25.8.${n}`),
  };
}

/** Test images T-1 and T-2, and the keys of one development image. */
async function setAgainst(development: Uint8Array): Promise<{
  projectDir: string;
  manifest: DataManifest;
  keys: DevelopmentKeys;
}> {
  const projectDir = projectWith({
    'test/T-1.dcm': radiographOf('P1', 1, ownUids(1)),
    'test/T-2.dcm': radiographOf('P2', 2, ownUids(2)),
    'dev/D-1.dcm': development,
  });
  const { keys } = await makeDevelopmentKeys(projectDir, 'dev', KEY);
  const manifest = await inventory(projectDir, 'test', { id: 'TEST-1', version: '1', pseudonymKey: KEY });
  return { projectDir, manifest, keys };
}

async function recordOf(
  { projectDir, manifest, keys }: Awaited<ReturnType<typeof setAgainst>>,
  accepted?: Protocol['data']['acceptedOverlap'],
) {
  return overlapRecord({
    projectDir,
    manifest,
    named: { path: 'keys.json', sha256: 'f'.repeat(64), keys },
    accepted,
  });
}

const found = (methods: readonly OverlapMethod[]) =>
  Object.fromEntries(methods.map((one) => [one.method, one.found.map(({ id }) => id)]));

const NONE = { patient: [], study: [], series: [], instance: [], pixels: [], 'near-duplicate': [] };

describe('the record of the overlap with the development data', () => {
  it('finds nothing in other data, and counts what was compared', async () => {
    const record = await recordOf(await setAgainst(radiographOf('P9', 9, ownUids(9))));
    expect(found(record.methods)).toEqual(NONE);
    expect(record).toMatchObject({ keys: { path: 'keys.json' }, images: 2, cases: 2, unaccepted: 0 });
    for (const { method, state, compared, notCompared, development } of record.methods.slice(0, 5))
      expect([method, state, compared, notCompared, development]).toEqual([method, 'compared', 2, 0, 1]);
    // Three rows by four columns are too small for a signature: said, not passed over.
    expect(record.methods[5]).toMatchObject({
      compared: 0,
      notCompared: 2,
      development: 0,
      threshold: 0.96,
    });
    expect(overlapFindings(record, undefined, 'm')).toEqual([]);
    expect(overlapLines(record)).toEqual([
      'overlap with the development data: compared with keys.json',
      '  patient        0 found, 2 cases against 1',
      '  study          0 found, 2 images against 1',
      '  series         0 found, 2 images against 1',
      '  instance       0 found, 2 images against 1',
      '  pixels         0 found, 2 files against 1',
      '  near-duplicate 0 found, 0 files against 0, 2 not comparable, likeness from 0.96',
    ]);
  });

  it.each([
    ['patient', { ...NONE, patient: ['P1'] }, radiographOf('P1', 9, ownUids(9))],
    ['study', { ...NONE, study: ['T-1'] }, radiographOf('P9', 9, { ...ownUids(9), ...studyOf(1) })],
    ['series', { ...NONE, series: ['T-1'] }, radiographOf('P9', 9, { ...ownUids(9), ...seriesOf(1) })],
    ['instance', { ...NONE, instance: ['T-1'] }, radiographOf('P9', 9, { ...ownUids(9), ...instanceOf(1) })],
    ['pixels', { ...NONE, pixels: ['T-1'] }, radiographOf('P9', 1, { ...ownUids(9), ...instanceOf(9) })],
  ])('finds by %s alone', async (_method, expected, development) => {
    const record = await recordOf(await setAgainst(development));
    expect(found(record.methods)).toEqual(expected);
    expect(record.unaccepted).toBe(1);
    expect(overlapFindings(record, undefined, 'm')).toMatchObject([
      { code: 'DATA-LEAKAGE', severity: 'error', path: 'm' },
    ]);
  });

  it('accepts what the protocol names with its reason, and nothing else', async () => {
    const set = await setAgainst(radiographOf('P1', 9, { ...ownUids(9), ...instanceOf(2) }));
    const accepted = [
      { method: 'patient' as const, ids: ['P1'], reason: 'phantom' },
      { method: 'pixels' as const, ids: ['T-2'], reason: 'mistaken' },
    ];
    const record = await recordOf(set, accepted);
    expect(record.unaccepted).toBe(1);
    expect(record.methods[0]?.found).toEqual([{ id: 'P1', likeness: null, accepted: 'phantom' }]);
    expect(overlapFindings(record, accepted, 'm').map(({ code, severity }) => [code, severity])).toEqual([
      ['DATA-LEAKAGE-ACCEPTED', 'warning'],
      ['DATA-LEAKAGE', 'error'],
      ['DATA-LEAKAGE-NOT-FOUND', 'warning'],
    ]);
  });

  it('says not known where the keys hold no such list, were made with another key, or are not there', async () => {
    const set = await setAgainst(radiographOf('P9', 9, ownUids(9)));
    const bare: DevelopmentKeys = { kind: 'development-keys', key: KEY, patients: set.keys.patients };
    const states = ({ methods }: { methods: OverlapMethod[] }) => methods.map(({ state }) => state);
    const [first, ...others] = states(await recordOf({ ...set, keys: bare }));
    expect([first, new Set(others)]).toEqual(['compared', new Set(['not-known'])]);
    const otherKey = await recordOf({ ...set, keys: { ...set.keys, key: 'another key of sixteen' } });
    expect(otherKey.methods[1]?.why).toContain('another key');
    const older = { method: 'rank-thumbnail-32/1', pictures: ['7'.repeat(1024)] };
    const [near] = (await recordOf({ ...set, keys: { ...set.keys, signatures: older } })).methods.slice(-1);
    expect([near?.state, near?.compared]).toEqual(['not-known', 0]);
    expect(near?.why).toBe(
      'the signatures in the keys were made with another method (rank-thumbnail-32/1) than this version compares (detail-signs-64/1): make the keys again',
    );
    const none = await overlapRecord({ ...set, named: null, accepted: undefined });
    expect(new Set(states(none))).toEqual(new Set(['not-known']));
    expect(overlapFindings(none, undefined, 'm')).toMatchObject([{ code: 'DATA-LEAKAGE-UNKNOWN' }]);
    expect(overlapLines(none)).toEqual([
      'overlap with the development data: not known, the protocol names no keys',
    ]);
  });

  it('does not count a case without a patient as compared', async () => {
    const set = await setAgainst(radiographOf('P9', 9, ownUids(9)));
    const [image] = set.manifest.images;
    set.manifest.findings.push({ code: 'DATA-NO-PATIENT-ID', path: image!.files[0]!, message: '' });
    expect((await recordOf(set)).methods[0]).toMatchObject({ compared: 1, notCompared: 1 });
  });
});

function studyOf(n: number) {
  return { [UID.study]: row(UID.study, 'UI', `2.25.7.${n}`) };
}

function seriesOf(n: number) {
  return { [UID.series]: row(UID.series, 'UI', `2.25.8.${n}`) };
}

function instanceOf(n: number) {
  return { 0x00080018: row(0x00080018, 'UI', `2.25.9.${n}`) };
}
