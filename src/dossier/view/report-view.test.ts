import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, type EvidenceRecords } from '../evidence-records.js';
import { writeFixtureProject } from '../fixture.testkit.js';
import { loadTemplates, templateJson } from '../templates.js';
import { crossTabulation, flowLines, populationBlocks } from './count-tables.js';
import { deviations, ledgerLines } from './execution.js';
import { wrongDecisions } from './failed-cases.js';
import { identityOf } from './identity.js';
import { limitationsOf } from './limitations.js';
import { assertNoLooseNumbers } from './loose-numbers.js';
import { overlapView } from './overlap.js';
import { subgroupTables } from './subgroup-tables.js';
import { compareCodes } from './table-order.js';
import { traceList } from './trace-list.js';
import { verdictRows } from './verdict-rows.js';
import { weakestSubgroup } from './weakest.js';
import type { Words } from './words.js';

let folder: string;
let evidence: EvidenceRecords;
let words: Words;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veritome-view-'));
  evidence = await readEvidence(folder, writeFixtureProject(folder));
  words = templateJson(await loadTemplates(folder), 'words.json') as Words;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the view of the report', () => {
  it('orders trace codes as a reader counts', () => {
    expect(['E1.S10', 'E10.1', 'E1.S2', 'E2.1', 'E1.1'].sort(compareCodes)).toEqual([
      'E1.1',
      'E1.S2',
      'E1.S10',
      'E2.1',
      'E10.1',
    ]);
  });

  it('names every number of the results once in the number-to-record list', () => {
    const codes = traceList(evidence, words).map((line) => line.code);
    const { estimates, counts } = evidence.results;
    expect([...codes].sort()).toEqual([...Object.keys(estimates), ...Object.keys(counts)].sort());
  });

  it('shows the endpoints in protocol order with their verdicts', () => {
    const rows = verdictRows(evidence, words, ['primary', 'secondary', 'exploratory']);
    expect(rows.map((row) => row.endpoint.text)).toEqual(evidence.protocol.endpoints.map(({ id }) => id));
    expect(rows[0]).toMatchObject({ code: 'E1.1', isJudged: true });
    expect(rows[0]!.criterion!.printed.text).toBe('80 %');
  });

  it('names the defects of geometry that the protocol lets pass, of included images only', () => {
    const { cases, protocol } = evidence;
    const [first = '', second = ''] = cases.images.map(({ id }) => id);
    const patients = { images: 2, patients: 2 };
    const finding = { severity: 'error', path: 'data/test/a.dcm', message: 'is shifted by 1.2 mm' } as const;
    const findings = [
      { ...finding, code: 'GEOMETRY-GANTRY-TILT' },
      { ...finding, code: 'GEOMETRY-MISSING-SLICE' },
    ];
    const volume = { slices: 3, grid: null, refusedFor: findings.map(({ code }) => code), findings };
    const images = cases.images.map((image) =>
      image.id === first || image.id === second ? { ...image, volume } : image,
    );
    const data = { ...protocol.data, geometry: { allow: ['GEOMETRY-GANTRY-TILT' as const] } };
    const view = limitationsOf(
      {
        ...evidence,
        cases: { ...cases, images },
        protocol: { ...protocol, data },
        flow: {
          kind: 'case-flow',
          schemaVersion: 1,
          identified: patients,
          excluded: [],
          included: [first],
          undecided: [],
        },
      },
      words,
    );
    expect(view.allowedGeometry.map(({ image, code }) => [image.text, code.text])).toEqual([
      [first, 'GEOMETRY-GANTRY-TILT'],
    ]);
  });

  it('says of each method what was compared, and which overlaps the protocol accepts', () => {
    const view = overlapView(evidence, words)!;
    expect(view.rows.map(({ method, isKnown, found }) => [method.text, isKnown, found.text])).toEqual([
      ['Patient', true, '0'],
      ['Study', true, '0'],
      ['Series', false, '0'],
      ['Instance', true, '0'],
      ['Exact pixels', true, '0'],
      ['Near-duplicate', true, '1'],
    ]);
    expect(view.unknown.map(({ text }) => text)).toEqual(['Series']);
    expect(view.accepted[0]!.reason.text).toBe('a phantom imaged at every site');
    const before = { ...evidence.results };
    delete before.developmentOverlap;
    expect(overlapView({ ...evidence, results: before }, words)).toBeNull();
  });

  it('puts images and patients of one step on one line, in the order of the flow', () => {
    const lines = flowLines(evidence.results);
    expect(lines.map((line) => line.cells)).toEqual([
      ['F.1', 'F.2'],
      ['F.3', 'F.4'],
      ['F.5', 'F.6'],
      ['F.7', 'F.8'],
      ['F.9', 'F.10'],
      ['F.11', 'F.12'],
    ]);
    expect(lines[1]!.label.text).toBe('excluded by EX-1 (not a diagnostic image)');
  });

  it('keeps the row of cases without a result in the cross-tabulation', () => {
    const lines = crossTabulation(evidence.results, 'patient');
    expect(lines.map((line) => line.label.text)).toEqual(['positive', 'negative', 'no result', 'total']);
    for (const line of lines) {
      for (const [i, truth] of ['positive', 'negative'].entries()) {
        expect(evidence.results.counts[line.cells[i]!]!.at).toEqual({
          unit: 'patient',
          truth,
          decision: line.label.text,
        });
      }
    }
  });

  it('shows every subgroup level of every variable, small ones marked', () => {
    const [table] = subgroupTables(evidence, words, ['primary']);
    const lines = table!.blocks.flatMap((block) => block.lines);
    const rows = Object.values(evidence.results.estimates).filter(
      (row) => row.endpoint === 'E1' && row.subgroup,
    );
    expect(lines.map((line) => line.code).sort()).toEqual(rows.map((row) => row.code).sort());
    expect(lines.filter((line) => line.belowMinimum).map((line) => line.level.text)).toEqual(['unknown']);
    expect(populationBlocks(evidence.results, words)).toHaveLength(4);
  });

  it('lists wrong decisions with the failed case, missed ones first', () => {
    const wrong = wrongDecisions(evidence);
    const patients = evidence.scores.filter((row) => row.unit === 'patient');
    expect(wrong).toHaveLength(patients.filter((row) => row.decision !== row.truth).length);
    expect(wrong.find((row) => row.case.text === 'FR-0041')).toMatchObject({
      decision: 'no result',
      truth: 'positive',
    });
    const truths = wrong.map((row) => row.truth);
    expect(truths.lastIndexOf('positive')).toBeLessThan(truths.indexOf('negative'));
  });

  it('ends the ledger extract at the entry that vouches for the results, so that later entries change nothing', () => {
    expect(ledgerLines(evidence, words).map((line) => line.action.text)).toEqual([
      'project created',
      'key registered',
      'rehearsal passed',
      'locked',
      'look started',
      'run attested',
    ]);
    expect(identityOf(evidence).lockedAt!.text).toBe('2026-11-23 09:13:00 UTC');
  });

  it('names a second lock, a further look and a resumption as deviations', () => {
    expect(deviations(evidence)).toEqual([]);
    const again = (action: 'locked' | 'look-started' | 'look-resumed') => ({
      ...evidence.ledger[0]!,
      action,
    });
    const ledger = [...evidence.ledger, again('locked'), again('look-started'), again('look-resumed')];
    expect(
      deviations({ ...evidence, ledger }).map(({ what }) => what.split(' ').slice(0, 3).join(' ')),
    ).toEqual(['The protocol was', 'The test data', 'The run was']);
  });

  it('takes the weakest subgroup from the results', () => {
    expect(weakestSubgroup(evidence, words)).toMatchObject({ code: 'E1.S4' });
  });

  it('is refused when it holds a number of its own', () => {
    expect(() => assertNoLooseNumbers({ rows: [{ label: 'share', text: '97 %' }] }, 'x')).toThrow(
      /number of its own/,
    );
    expect(() => assertNoLooseNumbers({ total: 184 }, 'x')).toThrow(/number of its own/);
    expect(() => assertNoLooseNumbers({ rows: [{ code: 'E1.1', label: 'share' }] }, 'x')).not.toThrow();
  });
});
