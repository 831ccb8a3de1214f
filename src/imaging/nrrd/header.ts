import { AppError } from '../../core/error.js';
import { LIMITS } from '../limits.js';

/** The text before the data: fields of the format, keys of its writer, and where it ends. */
export interface NrrdText {
  /** 1 to 5. */
  version: number;
  /** By name in small letters; each stands once. */
  fields: Map<string, string>;
  /** `key:=value`, unescaped. */
  keys: Map<string, string>;
  /** Lines of comment, without their sign. */
  comments: string[];
  /** First byte behind the blank line; the length of the file where there is none (detached header). */
  dataStart: number;
}

/** Fields by which two names mean the same. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['centers', 'centerings'],
  ['datafile', 'data file'],
  ['lineskip', 'line skip'],
  ['byteskip', 'byte skip'],
  ['blocksize', 'block size'],
  ['axismins', 'axis mins'],
  ['axismaxs', 'axis maxs'],
  ['sampleunits', 'sample units'],
  ['oldmin', 'old min'],
  ['oldmax', 'old max'],
]);

export function hasNrrdMagic(head: Uint8Array): boolean {
  if (head[0] !== 0x4e) return false;
  return /^NRRD000[1-5]\r?\n/.test(Buffer.from(head.subarray(0, 10)).toString('latin1'));
}

/**
 * Reads the header (http://teem.sourceforge.net/nrrd/format.html, sections 2 to 4).
 * @throws AppError IMAGE-INVALID for what is no line of a header, a field that stands twice, a header without end
 */
export function readNrrdText(bytes: Uint8Array, place: string): NrrdText {
  if (!hasNrrdMagic(bytes)) throw invalid('the file does not begin with NRRD0001 to NRRD0005', place);
  const text: NrrdText = {
    version: bytes[7]! - 0x30,
    fields: new Map(),
    keys: new Map(),
    comments: [],
    dataStart: bytes.length,
  };
  const end = Math.min(bytes.length, LIMITS.nrrdHeaderBytes);
  let at = bytes.indexOf(0x0a) + 1;
  while (at < end) {
    const next = bytes.indexOf(0x0a, at);
    const stop = next === -1 ? bytes.length : next;
    if (stop > end) break;
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + at, stop - at)
      .toString('utf8')
      .replace(/\r$/, '');
    at = stop + 1;
    if (line === '') {
      text.dataStart = Math.min(at, bytes.length);
      return text;
    }
    if (line.startsWith('#')) text.comments.push(line.slice(1).trim());
    else takeLine(line, text, place);
    // The header ends here: names of data files follow (section 5).
    if (/^LIST\b/.test(text.fields.get('data file') ?? '')) return text;
  }
  if (at < bytes.length) {
    throw new AppError('IMAGE-UNSUPPORTED', `the header goes on beyond ${LIMITS.nrrdHeaderBytes} bytes`, {
      place,
      hint: 'check that the file has a blank line between header and data',
    });
  }
  return text;
}

function takeLine(line: string, { fields, keys }: NrrdText, place: string): void {
  const key = line.indexOf(':=');
  const field = line.indexOf(': ');
  if (key > 0 && (field === -1 || key < field)) {
    const name = unescaped(line.slice(0, key));
    if (keys.has(name)) throw invalid('a key of the header stands twice', place);
    keys.set(name, unescaped(line.slice(key + 2)));
    return;
  }
  const colon = field === -1 && line.endsWith(':') ? line.length - 1 : field;
  if (colon < 1) throw invalid('a line of the header is neither a field, a key nor a comment', place);
  const written = line.slice(0, colon).trim().toLowerCase();
  const name = SYNONYMS.get(written) ?? written;
  if (fields.has(name)) throw invalid(`the field "${name.slice(0, 40)}" stands twice`, place);
  fields.set(name, line.slice(colon + 1).trim());
}

/** Section 4: `\n` is a line break, `\\` a backslash. */
function unescaped(text: string): string {
  return text.replace(/\\([n\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : '\\'));
}

function invalid(message: string, place: string): AppError {
  return new AppError('IMAGE-INVALID', message, {
    place,
    hint: 'export the image again as NRRD',
  });
}
