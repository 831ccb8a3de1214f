import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import type { Finding } from '../core/finding.js';
import { isSearchedForText } from '../imaging/deidentification/search-for-text.js';
import { findTextInPixels, textFinding } from '../imaging/deidentification/text-in-pixels.js';
import { readDicom, salvageIdentity } from '../imaging/dicom.js';
import type { DicomFile } from '../imaging/dicom.js';
import type { HeaderMemory } from '../imaging/header-memory.js';
import { identityOf } from '../imaging/identity.js';
import type { DicomIdentity } from '../imaging/identity.js';
import { NO_FACTS } from '../imaging/image-facts.js';
import { intensityOf } from '../imaging/intensity.js';
import { LIMITS } from '../imaging/limits.js';
import { hasNiftiMagic } from '../imaging/nifti/header.js';
import { hasNrrdMagic } from '../imaging/nrrd/header.js';
import { hasDicomPrefix } from '../imaging/part10.js';
import { readSliceHeaders } from '../imaging/slice-header.js';
import type { SliceHeader } from '../imaging/slice-header.js';
import { sopClassOf } from '../imaging/sop-class.js';
import type { ImageFacts, ImageFile, ImageVolume } from '../schema/types.js';
import type { ExaminedScalar } from './examine-scalar.js';
import { digestFile } from './file-buffer.js';
import type { FileBuffer } from './file-buffer.js';
import { dicomRole } from './dicom-role.js';
import type { FileRole } from './file-role.js';
import { worthKeeping } from './identifiers-in-file.js';

/**
 * What one look at one file gives. Identifiers are still raw: they stay in this package. Plain data throughout: it
 * comes from a thread.
 */
export interface ExaminedFile {
  file: ImageFile;
  /** `image` for all that claims to be one, by name or content. */
  role: FileRole;
  identity: DicomIdentity | null;
  facts: ImageFacts;
  /** Of a single-frame DICOM image: what may become a slice of a series. */
  slice: SliceHeader | null;
  /** Of a multi-frame object, a NIfTI or an NRRD image. */
  volume: ImageVolume | null;
  /** File that holds the voxels, where it is another; relative to the project. */
  dataFile: string | null;
  findings: Finding[];
  /** Doubts and errors about identifiers, apart: somebody may answer for them. */
  identifiers: Finding[];
}

/**
 * Reads a file once: digests of the file, of the header and of the pixels, facts and doubts. A file that cannot be
 * understood is a finding, not an error.
 * @param path relative to the project
 * @param memory of the header read before
 * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE
 */
export async function examineFile(
  projectDir: string,
  path: string,
  buffer: FileBuffer,
  memory: HeaderMemory,
): Promise<ExaminedFile> {
  const absolute = join(projectDir, path);
  const bytes = buffer.read(absolute, path, LIMITS.fileBytes);
  if (bytes === null) {
    const file = imageFile(path, await digestFile(absolute, path));
    const tooLarge = new AppError('IMAGE-UNSUPPORTED', `larger than ${LIMITS.fileBytes} bytes`, {
      place: path,
      hint: 'split the object into smaller ones',
    });
    const { otherRole } = await import('./file-role.js');
    const told = otherRole(path, null);
    return unread(file, told === 'other' ? 'image' : told, null, tooLarge);
  }
  const file = imageFile(path, { bytes: bytes.length, sha256: sha256(bytes) });
  try {
    if (mayBeScalar(path, bytes)) {
      const { claimsScalar, examineScalar } = await import('./examine-scalar.js');
      if (claimsScalar(absolute, bytes))
        return await scalarFile(await examineScalar(projectDir, path, bytes), file);
    }
    return await examineDicom(await readDicom(bytes, path, memory), file, memory);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const role = claimsImage(path, bytes)
      ? (dicomRole(sopClassOf(bytes, path)) ?? 'image')
      : (await import('./file-role.js')).otherRole(path, bytes);
    return unread(file, role, salvageIdentity(bytes, path), thrown);
  }
}

/** Most files are not: what reads NIfTI and NRRD is loaded where it is needed. */
function mayBeScalar(path: string, bytes: Uint8Array): boolean {
  return /\.(nii|hdr|img|nrrd|nhdr)(\.gz)?$/i.test(path) || hasNiftiMagic(bytes) || hasNrrdMagic(bytes);
}

async function examineDicom(dicom: DicomFile, file: ImageFile, memory: HeaderMemory): Promise<ExaminedFile> {
  const findings = [...dicom.findings];
  const identifiers = dicom.identifiers().filter(worthKeeping);
  const identity = identityOf(dicom);
  const examined = { ...NOTHING, file, identity, facts: dicom.facts, findings, identifiers };
  const drawn = dicomRole(dicom.facts.sopClassUid);
  if (drawn !== null) return { ...examined, role: drawn };
  file['sha256-header'] = digestParts(dicom.headerParts);
  if (!dicom.hasPixels && dicom.facts.rows === null) {
    findings.push(notAnImage(file.path, 'a DICOM object without pixels'));
    return { ...examined, role: 'dicom-object' };
  }
  if (dicom.fragments !== null) file['sha256-pixel-fragments'] = digestParts(dicom.fragments);
  try {
    const pixels = await dicom.pixels();
    file['sha256-pixels-le'] = sha256(pixels.pixelsLe);
    dicom.facts.intensity = intensityOf(pixels);
    const text = isSearchedForText(dicom.dataSet, dicom.facts)
      ? textFinding(findTextInPixels(pixels, dicom.dataSet).boxes, dicom.facts.burnedInAnnotation, file.path)
      : null;
    if (text !== null) identifiers.push(text);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    findings.push(errorFinding(thrown, file.path));
  }
  const frames = framesOf(dicom, file.path, findings, memory);
  const [only = null] = frames;
  return {
    ...examined,
    slice: frames.length === 1 ? only : null,
    volume: frames.length > 1 ? (await import('./image-volume.js')).volumeOfFrames(frames) : null,
  };
}

/** A header that makes no sense of its own geometry makes no slice; the doubt is told. */
function framesOf(dicom: DicomFile, path: string, findings: Finding[], memory: HeaderMemory): SliceHeader[] {
  try {
    return dicom.hasPixels ? readSliceHeaders(dicom.dataSet, path, memory.recall) : [];
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    findings.push(errorFinding(thrown, path));
    return [];
  }
}

async function scalarFile(scalar: ExaminedScalar, file: ImageFile): Promise<ExaminedFile> {
  const { volumeOfGrid } = await import('./image-volume.js');
  file['sha256-pixels-le'] = scalar.sha256PixelsLe;
  const { facts, dataFile, grid, isLabelMap } = scalar;
  const isOfIdentifiers = ({ code }: Finding): boolean => code === 'IMAGE-IDENTIFIER';
  const role = isLabelMap ? 'label-map' : 'image';
  return {
    ...NOTHING,
    file,
    role,
    facts,
    findings: scalar.findings.filter((finding) => !isOfIdentifiers(finding)),
    identifiers: scalar.findings.filter(isOfIdentifiers),
    dataFile,
    volume: isLabelMap ? null : volumeOfGrid(grid),
  };
}

/** What most files do not have. */
const NOTHING = { role: 'image', identity: null, slice: null, volume: null, dataFile: null } as const;

function unread(
  file: ImageFile,
  role: FileRole,
  identity: DicomIdentity | null,
  why: AppError,
): ExaminedFile {
  const findings =
    role === 'image'
      ? [errorFinding(why, file.path)]
      : role === 'other'
        ? [notAnImage(file.path, why.message)]
        : [];
  return { ...NOTHING, file, role, identity, facts: NO_FACTS, findings, identifiers: [] };
}

/**
 * A damaged or mislabelled file that calls itself an image stays one, so that its case stays in the denominator.
 */
function claimsImage(path: string, bytes: Uint8Array): boolean {
  return hasDicomPrefix(bytes) || /\.(dcm|dicom|ima|nii|nii\.gz|nrrd|nhdr)$/i.test(path);
}

function notAnImage(path: string, what: string): Finding {
  return {
    code: 'DATA-NOT-AN-IMAGE',
    severity: 'warning',
    path,
    message: `left out of the set: ${what}`,
    fix: 'take the file out of the folder if it does not belong there',
    args: {},
  };
}

function errorFinding(error: AppError, path: string): Finding {
  return { code: error.code, severity: 'error', path, message: error.message, fix: error.hint, args: {} };
}

function imageFile(path: string, digest: { bytes: number; sha256: string }): ImageFile {
  return {
    path,
    role: 'image',
    ...digest,
    'sha256-header': null,
    'sha256-pixels-le': null,
    'sha256-pixel-fragments': null,
  };
}

function digestParts(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
