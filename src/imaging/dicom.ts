import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import type { ImageFacts } from '../schema/types.js';
import type { CodestreamHeader } from './codec/codestream-header.js';
import type { DataSet } from './data-set.js';
import { deidentificationFindings, readDeidentification } from './deidentification/check.js';
import type { Deidentification } from './deidentification/check.js';
import { readAnew } from './header-memory.js';
import type { HeaderMemory } from './header-memory.js';
import { readIdentity } from './identity.js';
import type { DicomIdentity } from './identity.js';
import { readFacts } from './image-facts.js';
import { readImageHeader } from './image-header.js';
import type { ImageHeader } from './image-header.js';
import { nativeStoredBytes } from './native-pixels.js';
import { readPart10 } from './part10.js';
import type { Part10 } from './part10.js';
import { storedPixels } from './stored-pixels.js';
import type { StoredPixels } from './stored-pixels.js';

/** One DICOM file, its header read and checked, its pixels still in the caller's bytes. */
export interface DicomFile extends DicomIdentity {
  facts: ImageFacts;
  /** Every element. Holds identifiers: readers of geometry and segmentations look things up in it, nothing passes it on. */
  dataSet: DataSet;
  /** False for objects without pixels, such as reports. */
  hasPixels: boolean;
  /** Every byte before the pixel data element, in parts: what `sha256-header` is over. */
  headerParts: readonly Uint8Array[];
  /** Fragments of compressed pixels, without the offset table; null for native pixels. */
  fragments: readonly Uint8Array[] | null;
  /** What the first compressed frame says of itself; null where it says nothing. */
  codestream: CodestreamHeader | null;
  /** Doubts about the header that do not refuse the image. */
  findings: Finding[];
  /** What the header declares of its de-identification, and what of PS3.15 table E.1-1 is left in it. */
  deidentification(): Deidentification;
  /** The same as findings, values masked. */
  identifiers(): Finding[];
  /**
   * Bytes of the stored values, little endian: what `sha256-pixels-le` is over.
   * @returns rejects with AppError IMAGE-INVALID without pixels; IMAGE-INVALID, IMAGE-TRUNCATED or IMAGE-UNSUPPORTED when
   *   compressed pixels are damaged, cut short, or of a kind that nothing here decodes
   */
  storedBytes(): Promise<Uint8Array>;
  /**
   * Stored values with what is needed to understand them. The arrays may be views of the caller's bytes.
   * @returns rejects as `storedBytes`
   */
  pixels(): Promise<StoredPixels>;
}

/**
 * Reads one DICOM file (PS3.10) in place. Every length is held against the file before it is used; nothing is padded,
 * guessed or repaired.
 * @param place path of the file, for errors and findings
 * @param memory of the one who reads many files: spares it what the header says as the one before did
 * @throws AppError IMAGE-NOT-DICOM, IMAGE-TRUNCATED, IMAGE-INVALID, IMAGE-UNSUPPORTED (transfer syntax unknown)
 */
export function readDicom(
  bytes: Uint8Array,
  place: string,
  memory: HeaderMemory | null = null,
): Promise<DicomFile> {
  return Promise.resolve().then(() => readNow(bytes, place, memory));
}

/**
 * Whose file it is, as far as a damaged file still tells; null when not even that can be read.
 */
export function salvageIdentity(bytes: Uint8Array, place: string): DicomIdentity | null {
  try {
    return readIdentity(readPart10(bytes, place).dataSet);
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

function readNow(bytes: Uint8Array, place: string, memory: HeaderMemory | null): DicomFile {
  const part10 = readPart10(bytes, place);
  if (part10.damage !== null) throw part10.damage;
  memory?.meet(part10);
  const { dataSet, syntax } = part10;
  const recall = memory?.recall ?? readAnew;
  const identity = readIdentity(dataSet, recall);
  const facts = { ...recall('facts', dataSet, () => readFacts(dataSet, syntax.uid)) };
  const findings: Finding[] = [];
  const image = readImageHeader(part10, place, findings, recall);
  return {
    ...identity,
    facts,
    dataSet,
    findings,
    hasPixels: image !== null,
    headerParts: part10.headerParts,
    fragments: image?.compressed?.fragments ?? null,
    codestream: image?.compressed?.codestream ?? null,
    deidentification: () => readDeidentification(part10.meta, dataSet, facts),
    identifiers: () =>
      deidentificationFindings(readDeidentification(part10.meta, dataSet, facts, memory), facts, place),
    storedBytes: () => storedBytes(part10, image, place),
    pixels: async () => {
      const stored = await storedBytes(part10, image, place);
      if (image === null) throw noPixels(place);
      return storedPixels(stored, image, facts.pixelSpacingMm, place);
    },
  };
}

async function storedBytes(part10: Part10, image: ImageHeader | null, place: string): Promise<Uint8Array> {
  if (image === null || part10.pixelElement === null) throw noPixels(place);
  const { compressed, description } = image;
  if (compressed === null) return nativeStoredBytes(part10.pixelElement, description);
  if (compressed.task instanceof AppError) throw compressed.task;
  const { decodeImage } = await import('./codec/decode-image.js');
  return decodeImage(compressed.task, place);
}

function noPixels(place: string): AppError {
  return new AppError('IMAGE-INVALID', 'the object has no pixel data', {
    place,
    hint: 'give an image; reports, plans and directories belong elsewhere',
  });
}
