import { expect, it } from 'vitest';
import type { EvidenceRecords } from '../evidence-records.js';
import { dataSheetView } from './data-sheet.js';
import type { Words } from './words.js';

it('shows what was let through with the reason given for it', () => {
  const reason = 'names are codes of the trial';
  const cases = {
    id: 'TEST-1',
    version: '1',
    findings: [],
    dataSheet: { cases: 1, studies: 1, series: 1, images: 1, files: 1, bytes: 1, facts: [] },
    acceptedIdentifiers: [
      { code: 'IMAGE-BURNED-IN', tag: null, reason: 'side and view, read by two', files: 2 },
      { code: 'IMAGE-IDENTIFIER', tag: '(0010,0010)', reason, files: 3 },
    ],
  };
  const view = dataSheetView({ cases } as unknown as EvidenceRecords, { variables: {} } as Words);
  expect(
    view?.acceptedIdentifiers.map(({ code, tag }) => [String(code), tag === null ? null : String(tag)]),
  ).toEqual([
    ['IMAGE-BURNED-IN', null],
    ['IMAGE-IDENTIFIER', '(0010,0010)'],
  ]);
  expect(JSON.stringify(view)).toContain(reason);
});
