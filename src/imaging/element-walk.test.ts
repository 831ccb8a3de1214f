import { describe, expect, it } from 'vitest';
import { DataSet } from './data-set.js';
import { encodingOf } from './element.js';
import { walkElements } from './element-walk.js';
import { BIG_ENDIAN, EXPLICIT, IMPLICIT, row, writeRows } from './dicom-writer.testkit.js';
import type { Row, WriterSyntax } from './dicom-writer.testkit.js';

const SEQUENCE = 0x00081140;
const TEXT = 0x00081030;

function read(rows: readonly Row[], syntax: WriterSyntax): DataSet {
  const bytes = new Uint8Array(writeRows(rows, syntax));
  return new DataSet(walkElements(encodingOf(bytes, syntax, 'x.dcm'), 0, bytes.length), 'x.dcm');
}

function nested(depth: number): Row {
  const inner = depth === 1 ? row(TEXT, 'LO', 'end') : nested(depth - 1);
  return row(SEQUENCE, 'SQ', [[inner]], { openEnded: true });
}

describe('sequences', () => {
  it.each([
    ['explicit, with lengths', EXPLICIT, false],
    ['explicit, open-ended', EXPLICIT, true],
    ['implicit, open-ended', IMPLICIT, true],
    ['big endian, open-ended', BIG_ENDIAN, true],
  ])('%s: items in order, the element after them is found', (_name, syntax, openEnded) => {
    const items = [[row(TEXT, 'LO', 'one')], [row(TEXT, 'LO', 'two')], []];
    const dataSet = read([row(SEQUENCE, 'SQ', items, { openEnded }), row(0x00100020, 'LO', 'P7')], syntax);
    expect([...dataSet.items(SEQUENCE)].map((item) => item.text(TEXT))).toEqual(['one', 'two', null]);
    expect(dataSet.text(0x00100020)).toBe('P7');
  });

  it('of VR UN and undefined length are implicit little endian inside', () => {
    const content = writeRows(
      [row(SEQUENCE, 'SQ', [[row(TEXT, 'LO', 'hidden')]], { openEnded: true })],
      IMPLICIT,
    );
    // The same element with an explicit header.
    const header = Buffer.from('08004011554e0000ffffffff', 'hex');
    const bytes = new Uint8Array(Buffer.concat([header, content.subarray(8)]));
    const dataSet = new DataSet(walkElements(encodingOf(bytes, EXPLICIT, 'x.dcm'), 0, bytes.length), 'x.dcm');
    expect(dataSet.firstItem(SEQUENCE)?.text(TEXT)).toBe('hidden');
  });

  it('may be nested 64 deep, not deeper', () => {
    expect(() => read([nested(64)], EXPLICIT)).not.toThrow();
    expect(() => read([nested(65)], EXPLICIT)).toThrow('nested more than 64 deep');
    const open = Buffer.from('08004011fffffffffeff00e0ffffffff', 'hex');
    const bytes = new Uint8Array(Buffer.concat(Array.from({ length: 5000 }, () => open)));
    const bomb = (): unknown => walkElements(encodingOf(bytes, IMPLICIT, 'x.dcm'), 0, bytes.length);
    expect(bomb).toThrow('nested more than 64 deep');
  });

  it('without their delimiter run into the end', () => {
    const bytes = new Uint8Array(writeRows([nested(2)], EXPLICIT)).subarray(0, -8);
    expect(() => walkElements(encodingOf(bytes, EXPLICIT, 'x.dcm'), 0, bytes.length)).toThrow('cut short');
  });
});

describe('elements', () => {
  it('may be open-ended only as sequences', () => {
    const open = row(TEXT, 'OB', Uint8Array.of(1, 2), { openEnded: true });
    expect(() => read([open], EXPLICIT)).toThrow('element (0008,1030) of VR OB has undefined length');
  });

  it('of an unknown value representation are refused', () => {
    expect(() => read([row(TEXT, 'ZZ', 'x')], EXPLICIT)).toThrow('no valid value representation');
  });

  it('of odd length are read as they are', () => {
    const odd = row(TEXT, 'LO', new Uint8Array(Buffer.from('ABCDE')));
    expect(read([odd, row(0x00100020, 'LO', 'P7')], EXPLICIT).text(0x00100020)).toBe('P7');
  });

  it('zeros after the last one are no element', () => {
    const bytes = new Uint8Array(
      Buffer.concat([writeRows([row(TEXT, 'LO', 'x')], EXPLICIT), Buffer.alloc(50)]),
    );
    expect(walkElements(encodingOf(bytes, EXPLICIT, 'x.dcm'), 0, bytes.length).size).toBe(1);
  });
});

describe('texts', () => {
  const latin = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

  it.each([
    ['default repertoire', '', '4d756c6c6572', 'Muller'],
    ['Latin-1', 'ISO_IR 100', '4dfc6c6c6572', 'Müller'],
    ['UTF-8', 'ISO_IR 192', '4dc3bc6c6c6572', 'Müller'],
    ['Japanese with code extensions', 'ISO 2022 IR 6\\ISO 2022 IR 87', '1b24423b3345441b2842', '山田'],
    ['Korean with code extensions', '\\ISO 2022 IR 149', '1b242943b1e8', '김'],
  ])('%s', (_name, terms, hex, expected) => {
    const rows = [row(0x00080005, 'CS', terms), row(TEXT, 'LO', latin(hex))];
    expect(read(rows, EXPLICIT).text(TEXT)).toBe(expected);
  });

  it('lose their padding and control characters', () => {
    expect(read([row(TEXT, 'LO', latin('1b5b33316d41000020'))], EXPLICIT).text(TEXT)).toBe('[31mA');
  });
});
