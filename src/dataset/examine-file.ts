import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import type { Finding } from '../core/finding.js';
import { readDicom, salvageIdentity } from '../imaging/dicom.js';
import type { DicomFile } from '../imaging/dicom.js';
import type { DicomIdentity } from '../imaging/identity.js';
import { NO_FACTS } from '../imaging/image-facts.js';
import { intensityOf } from '../imaging/intensity.js';
import { LIMITS } from '../imaging/limits.js';
import { hasDicomPrefix } from '../imaging/part10.js';
import type { ImageFacts, ImageFile } from '../schema/types.js';
import { digestFile } from './file-buffer.js';
import type { FileBuffer } from './file-buffer.js';

/**
 * What one look at one file gives. Identifiers are still raw: they stay in this package. Plain data throughout: it
 * comes from a thread.
 */
export interface ExaminedFile {
  file: ImageFile;
  /** False for files that do not claim to be an image, by name or content. */
  isImage: boolean;
  identity: DicomIdentity | null;
  facts: ImageFacts;
  findings: Finding[];
}

/**
 * Reads a file once: digests of the file, of the header and of the pixels, facts and doubts. A file that cannot be
 * understood is a finding, not an error.
 * @param path relative to the project
 * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE
 */
export async function examineFile(
  projectDir: string,
  path: string,
  buffer: FileBuffer,
): Promise<ExaminedFile> {
  const absolute = join(projectDir, path);
  const bytes = buffer.read(absolute, path, LIMITS.fileBytes);
  if (bytes === null) {
    const file = imageFile(path, await digestFile(absolute, path));
    const tooLarge = new AppError('IMAGE-UNSUPPORTED', `larger than ${LIMITS.fileBytes} bytes`, {
      place: path,
      hint: 'split the object into smaller ones',
    });
    return unread(file, true, null, tooLarge);
  }
  const file = imageFile(path, { bytes: bytes.length, sha256: sha256(bytes) });
  try {
    return await examineDicom(await readDicom(bytes, path), file);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return unread(file, claimsDicom(path, bytes), salvageIdentity(bytes, path), thrown);
  }
}

async function examineDicom(dicom: DicomFile, file: ImageFile): Promise<ExaminedFile> {
  const findings = [...dicom.findings, ...summariseIdentifiers(dicom.identifiers(), file.path)];
  const examined = { file, identity: identityOf(dicom), facts: dicom.facts, findings };
  file['sha256-header'] = digestParts(dicom.headerParts);
  if (!dicom.hasPixels && dicom.facts.rows === null) {
    findings.push(notAnImage(file.path, 'a DICOM object without pixels'));
    return { ...examined, isImage: false };
  }
  if (dicom.fragments !== null) file['sha256-pixel-fragments'] = digestParts(dicom.fragments);
  try {
    const pixels = await dicom.pixels();
    file['sha256-pixels-le'] = sha256(pixels.pixelsLe);
    dicom.facts.intensity = intensityOf(pixels);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    findings.push(errorFinding(thrown, file.path));
  }
  return { ...examined, isImage: true };
}

function identityOf(dicom: DicomIdentity): DicomIdentity {
  const { patientId, studyUid, seriesUid, instanceUid, institution, deidentified, acquisitionDay } = dicom;
  return { patientId, studyUid, seriesUid, instanceUid, institution, deidentified, acquisitionDay };
}

/**
 * One finding a code and file, so that a set that was never de-identified does not bury everything else. What is only
 * information (UIDs, dates, age and sex) is left to `inspect`.
 */
function summariseIdentifiers(found: readonly Finding[], path: string): Finding[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of found) {
    if (finding.severity === 'info') continue;
    const key = `${finding.code} ${finding.severity}`;
    byCode.set(key, [...(byCode.get(key) ?? []), finding]);
  }
  return [...byCode.values()].flatMap((ones) => {
    const [first] = ones;
    if (first === undefined || ones.length === 1) return ones;
    const message = ones.map((one) => one.message).join('; ');
    return [{ ...first, path, message, args: { count: ones.length } }];
  });
}

function unread(
  file: ImageFile,
  isImage: boolean,
  identity: DicomIdentity | null,
  why: AppError,
): ExaminedFile {
  const finding = isImage ? errorFinding(why, file.path) : notAnImage(file.path, why.message);
  return { file, isImage, identity, facts: NO_FACTS, findings: [finding] };
}

/** A damaged or mislabelled file that calls itself DICOM stays an image, so that its case stays in the denominator. */
function claimsDicom(path: string, bytes: Uint8Array): boolean {
  return hasDicomPrefix(bytes) || /\.(dcm|dicom|ima)$/i.test(path);
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
