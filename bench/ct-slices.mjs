/** CT slices for the benches: made, not real; the same bytes every time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SIDE = 512;
export const BIG_ENDIAN = '1.2.840.10008.1.2.2';

/**
 * A body of ellipses with noise, in HU. Noise as of a soft kernel: neighbours are alike, so that compression has
 * something to do and something that resists it.
 * @returns 512 × 512 values from -1024 to about 1200
 */
export function slice(seed) {
  const values = new Int16Array(SIDE * SIDE);
  const noise = noiseField(seed);
  const shift = 4 * Math.sin(seed);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const at = y * SIDE + x;
      const inside = (cx, cy, rx, ry) => ((x - cx - shift) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
      let hu = -1000;
      if (inside(256, 260, 210, 150)) hu = 40;
      if (inside(170, 250, 75, 95) || inside(345, 250, 72, 92)) hu = -850;
      if (inside(256, 370, 22, 26)) hu = 700;
      if (inside(180, 240, 6, 6)) hu = 30;
      const quiet = hu === -1000 ? 0.3 : 1;
      values[at] = Math.max(-1024, Math.round(hu + quiet * noise[at]));
    }
  }
  return values;
}

/** Standard deviation about 15 HU, from a linear congruential generator, averaged over 2 × 2. */
function noiseField(seed) {
  let state = (seed * 2654435761 + 1) >>> 0;
  const raw = new Float32Array(SIDE * (SIDE + 1) + 1);
  for (let i = 0; i < raw.length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    raw[i] = state / 2 ** 32 - 0.5;
  }
  const field = new Float32Array(SIDE * SIDE);
  for (let i = 0; i < field.length; i += 1)
    field[i] = 26 * (raw[i] + raw[i + 1] + raw[i + SIDE] + raw[i + SIDE + 1]);
  return field;
}

/**
 * A CT image object with the pixel data element `tail`. `stored12`: unsigned values of 12 bits with intercept -1024, as
 * older scanners write; else signed ones of 16. `changes`: other values of elements by tag, or more of them.
 */
export function ctFile({
  index,
  series,
  stored12,
  tail,
  syntax = '1.2.840.10008.1.2.1',
  side = SIDE,
  changes = {},
}) {
  const bigEndian = syntax === BIG_ENDIAN;
  const uid = (...parts) => ['2.25.1906', ...parts].join('.');
  const rows = [
    [0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'],
    [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
    [0x00080018, 'UI', uid(series, index)],
    [0x00080020, 'DA', ''],
    [0x00080060, 'CS', 'CT'],
    [0x00080070, 'LO', 'Phantom Works'],
    [0x00081090, 'LO', 'Ellipse 64'],
    [0x00100010, 'PN', ''],
    [0x00100020, 'LO', `P${String(series).padStart(4, '0')}`],
    [0x00100040, 'CS', ''],
    [0x00120062, 'CS', 'YES'],
    [0x00180015, 'CS', 'CHEST'],
    [0x00180050, 'DS', '1.25'],
    [0x00180060, 'DS', '120'],
    [0x00180090, 'DS', '360'],
    [0x00181020, 'LO', '1.0'],
    [0x00181100, 'DS', '360'],
    [0x00181110, 'DS', '949.075'],
    [0x00181120, 'DS', '0'],
    [0x00181150, 'IS', '500'],
    [0x00181151, 'IS', '300'],
    [0x00181160, 'SH', 'BODY'],
    [0x00181210, 'SH', 'STANDARD'],
    [0x00185100, 'CS', 'HFS'],
    [0x0020000d, 'UI', uid(series)],
    [0x0020000e, 'UI', uid(series, 1, 1)],
    [0x00200011, 'IS', '2'],
    [0x00200013, 'IS', String(index + 1)],
    [0x00200032, 'DS', `-180\\-180\\${(1.25 * index).toFixed(2)}`],
    [0x00200037, 'DS', '1\\0\\0\\0\\1\\0'],
    [0x00200052, 'UI', uid(series, 2)],
    [0x00201041, 'DS', (1.25 * index).toFixed(2)],
    [0x00280002, 'US', [1]],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', [side]],
    [0x00280011, 'US', [side]],
    [0x00280030, 'DS', '0.703125\\0.703125'],
    [0x00280100, 'US', [16]],
    [0x00280101, 'US', [stored12 ? 12 : 16]],
    [0x00280102, 'US', [stored12 ? 11 : 15]],
    [0x00280103, 'US', [stored12 ? 0 : 1]],
    [0x00281050, 'DS', '40'],
    [0x00281051, 'DS', '400'],
    [0x00281052, 'DS', stored12 ? '-1024' : '0'],
    [0x00281053, 'DS', '1'],
    [0x00281054, 'LO', 'HU'],
  ];
  for (const [tag, [vr, value]] of Object.entries(changes)) {
    const at = rows.findIndex(([known]) => known >= Number(tag));
    rows.splice(at, rows[at][0] === Number(tag) ? 1 : 0, [Number(tag), vr, value]);
  }
  const meta = Buffer.concat(
    [
      [0x00020001, 'OB', Buffer.from([0, 1])],
      [0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
      [0x00020003, 'UI', uid(series, index)],
      [0x00020010, 'UI', syntax],
      [0x00020012, 'UI', '2.25.1906'],
    ].map((one) => element(one)),
  );
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element([0x00020000, 'UL', [meta.length]]),
    meta,
    ...rows.map((one) => element(one, bigEndian)),
    tail,
  ]);
}

/** Writes `count` native slices, 100 a series and patient, half of them with 12 bits stored. */
export function writeSlices(folder, count) {
  const pictures = [1, 2, 3, 4].map(slice);
  const tails = [false, true].map((stored12) => pictures.map((values) => nativePixels(values, stored12)));
  for (let i = 0; i < count; i += 1) {
    const series = Math.floor(i / 100) + 1;
    const stored12 = series % 2 === 0;
    const file = ctFile({ index: i % 100, series, stored12, tail: tails[Number(stored12)][i % 4] });
    // No two slices of the set are equal.
    file.writeUInt16LE(i % 4096, file.length - 2);
    const dir = join(folder, `P${String(series).padStart(4, '0')}`);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, `${String(i % 100).padStart(4, '0')}.dcm`), file);
  }
}

/** The pixel data element of native pixels. */
export function nativePixels(values, stored12) {
  const stored = stored12 ? new Uint16Array(values.length) : values;
  if (stored12) for (let i = 0; i < values.length; i += 1) stored[i] = Math.min(4095, values[i] + 1024);
  return element([0x7fe00010, 'OW', Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength)]);
}

/** The pixel data element of these values, as they are; those of 16 bits may be big endian. */
export function pixelElement(values, bigEndian = false) {
  const bytes = Buffer.from(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
  if (bigEndian && values.BYTES_PER_ELEMENT === 2) bytes.swap16();
  return element([0x7fe00010, values.BYTES_PER_ELEMENT === 1 ? 'OB' : 'OW', bytes], bigEndian);
}

/** The pixel data element of one frame in one fragment, with an empty offset table. */
export function encapsulated(frame) {
  const even = frame.length % 2 === 0 ? frame : Buffer.concat([frame, Buffer.alloc(1)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(even.length);
  return Buffer.concat([
    Buffer.from('e07f10004f420000fffffffffeff00e000000000feff00e0', 'hex'),
    length,
    even,
    Buffer.from('feffdde000000000', 'hex'),
  ]);
}

function element([tag, vr, value], bigEndian = false) {
  const bytes = valueBytes(vr, value, bigEndian);
  const long = vr === 'OB' || vr === 'OW';
  const header = Buffer.alloc(long ? 12 : 8);
  const [word, double] = bigEndian ? ['writeUInt16BE', 'writeUInt32BE'] : ['writeUInt16LE', 'writeUInt32LE'];
  header[word](tag >>> 16, 0);
  header[word](tag & 0xffff, 2);
  header.write(vr, 4, 'latin1');
  if (long) header[double](bytes.length, 8);
  else header[word](bytes.length, 6);
  return Buffer.concat([header, bytes]);
}

function valueBytes(vr, value, bigEndian) {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string')
    return Buffer.from(value.length % 2 === 0 ? value : value + (vr === 'UI' ? '\0' : ' '), 'latin1');
  const bytes = Buffer.alloc(value.length * (vr === 'UL' ? 4 : 2));
  const write = `writeUInt${vr === 'UL' ? 32 : 16}${bigEndian ? 'BE' : 'LE'}`;
  value.forEach((one, i) => bytes[write](one, (vr === 'UL' ? 4 : 2) * i));
  return bytes;
}
