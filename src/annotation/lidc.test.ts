import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { ANNOTATION_LIMITS } from './limits.js';
import { readLidc } from './lidc.js';
import { parseXml } from './xml.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const thrown = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.place ?? ''}` : error;
  }
};

const edge = (x: number | string, y: number): string =>
  `<edgeMap><xCoord>${x}</xCoord><yCoord>${y}</yCoord></edgeMap>`;
const roi = (inside: string, inclusion = 'TRUE'): string =>
  `<roi><imageZposition>-12.5</imageZposition><imageSOP_UID>1.2.3</imageSOP_UID><inclusion>${inclusion}</inclusion>${inside}</roi>`;
const outline = edge(1, 1) + edge(5, 1) + edge(5, 4);
const reading = (...marks: string[]): string =>
  `<?xml version="1.0"?>\n<LidcReadMessage xmlns="http://www.nih.gov">
<ResponseHeader><SeriesInstanceUid>1.2</SeriesInstanceUid></ResponseHeader>
${marks.map((mark) => `<readingSession><servicingRadiologistID>Dr A</servicingRadiologistID>${mark}</readingSession>`).join('\n')}
</LidcReadMessage>`;
const nodule = (inside: string): string =>
  `<unblindedReadNodule><noduleID>n 1</noduleID>${inside}</unblindedReadNodule>`;

describe('a reading of LIDC', () => {
  it('keeps readers apart, holes as holes, and no name of a reader', () => {
    const text = reading(
      nodule(
        `<characteristics><malignancy>4</malignancy></characteristics>${roi(outline)}${roi(outline, 'FALSE')}`,
      ),
      nodule(roi(edge(7, 8))),
      '<nonNodule><nonNoduleID>9</nonNoduleID><imageZposition>3</imageZposition><locus><xCoord>2</xCoord><yCoord>6</yCoord></locus></nonNodule>',
      '',
    );
    const { readers, set, seriesUid } = readLidc(bytes(text), 'x');
    expect(seriesUid).toBe('1.2');
    expect(readers).toHaveLength(4);
    expect(JSON.stringify(set)).not.toContain('Dr A');
    expect(set.annotations).toMatchObject([
      {
        reader: 'reader-1',
        label: 'nodule-ge-3mm',
        attributes: { id: 'n 1', malignancy: '4' },
        shape: {
          contours: [{ inclusion: true, zMm: -12.5, pixels: [1, 1, 5, 1, 5, 4] }, { inclusion: false }],
        },
      },
      { reader: 'reader-2', label: 'nodule-lt-3mm' },
      { reader: 'reader-3', label: 'non-nodule', shape: { contours: [{ pixels: [2, 6] }] } },
    ]);
  });

  it('names readers by a key where the file tells them apart', () => {
    const pseudonym = (id: string): string => `r-${id.length}`;
    const one = readLidc(bytes(reading(nodule(roi(outline)))), 'x', pseudonym);
    expect([one.readers, one.set.annotations[0]?.reader]).toEqual([['r-4'], 'r-4']);
    expect(readLidc(bytes(reading('', '')), 'x', pseudonym).readers).toEqual(['reader-1', 'reader-2']);
  });

  it.each([
    ['INPUT-SCHEMA x:4', reading(nodule(''))],
    ['INPUT-SCHEMA x:4', reading(nodule(roi(edge('one', 2))))],
    ['INPUT-SCHEMA x:4', reading(nodule(roi(outline, 'PERHAPS')))],
    ['INPUT-SCHEMA x:4', reading('<nonNodule/>')],
    ['INPUT-SCHEMA x', '<IdriReadMessage/>'],
  ])('%s: %.200s', (expected, text) => {
    expect(thrown(() => readLidc(bytes(text), 'x'))).toBe(expected);
  });
});

const laughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<LidcReadMessage>&lol2;</LidcReadMessage>`;

describe('XML that would exhaust or open something', () => {
  it.each([
    ['entities of entities', laughs, 'x:2'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n<a>&b;</a>', 'x:1'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://x/"> %b;]>\n<a/>', 'x:1'],
    ['a document type of its own file', '<!DOCTYPE a SYSTEM "a.dtd"><a/>', 'x:1'],
    ['a document type after the root', '<a/>\n<!DOCTYPE a>', 'x:2'],
    ['an entity that is not declared', '<a>\n&b;</a>', 'x:1'],
    ['a number of no character', '<a>&#0;</a>', 'x:1'],
    ['a number beyond all characters', '<a>&#x110000;</a>', 'x:1'],
    ['depth', '<a>'.repeat(100_000), 'x:1'],
    ['a tag without end', `<a ${'b="c" '.repeat(500_000)}`, 'x:1'],
    ['white space without end', `<a${' '.repeat(2_000_000)}`, 'x:1'],
    ['a comment without end', `<a>${'<!--'.repeat(200_000)}`, 'x:1'],
    ['CDATA without end', '<a><![CDATA[', 'x:1'],
    ['a second root', '<a/>\n<b/>', 'x:2'],
    ['elements that cross', '<a><b></a></b>', 'x:1'],
    ['an attribute without quotes', '<a b=c/>', 'x:1'],
    ['text outside of the root', 'a<b/>', 'x:1'],
    ['nothing', '', 'x:1'],
  ])('%s is refused in time', (_, text, place) => {
    const started = performance.now();
    expect(thrown(() => parseXml(bytes(text), 'x'))).toBe(`INPUT-SYNTAX ${place}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('bytes of another encoding, and a file beyond the limit', () => {
    expect(thrown(() => parseXml(Uint8Array.of(0x3c, 0xe9, 0x2f, 0x3e), 'x'))).toBe('INPUT-SYNTAX x');
    expect(thrown(() => parseXml(new Uint8Array(ANNOTATION_LIMITS.xmlBytes + 1), 'x'))).toBe(
      'INPUT-SYNTAX x',
    );
  });

  it('reads characters and text as they are meant', () => {
    const root = parseXml(
      bytes('<n:a b="<!DOCTYPE"><![CDATA[<&]]>&lt;&#x41;&amp;<!-- c --></n:a>'.replace('<!D', '!D')),
      'x',
    );
    expect(root).toMatchObject({ name: 'a', text: '<&<A&' });
  });
});
