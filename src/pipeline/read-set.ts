import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import { sortFindings } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import { checkPatientClasses } from '../dataset/check-patient-classes.js';
import { checkReaders } from '../dataset/check-readers.js';
import { checkReference } from '../dataset/check-reference.js';
import type { ReaderPseudonym } from '../dataset/reader-key.js';
import { readManifest } from '../dataset/manifest-file.js';
import { readReferenceStandard } from '../dataset/reference-standard.js';
import type { DataManifest, Protocol, ReferenceStandard } from '../schema/types.js';

/** @param path relative to the project */
export async function manifestAt(projectDir: string, path: string): Promise<DataManifest> {
  return readManifest(join(projectDir, path), path);
}

/**
 * Reads a reference standard and holds it against the images it belongs to. Never called before the images of a run
 * are inferred.
 * @throws AppError INPUT-FINDINGS carrying every doubt that is an error
 */
export function referenceFor(
  projectDir: string,
  path: string,
  manifest: DataManifest,
  protocol: Pick<Protocol, 'referenceStandard' | 'classes'>,
  reader: ReaderPseudonym,
): ReferenceStandard {
  const { reference, findings } = examineReference(projectDir, path, manifest, protocol, reader);
  const errors = findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    throw new AppError('INPUT-FINDINGS', `the reference standard does not fit: ${first.message}`, {
      place: first.line === undefined ? first.path : `${first.path}:${first.line}`,
      hint: first.fix,
      details: { findings: errors },
    });
  }
  return reference;
}

export function examineReference(
  projectDir: string,
  path: string,
  manifest: DataManifest,
  protocol: Pick<Protocol, 'referenceStandard' | 'classes'>,
  reader: ReaderPseudonym,
): { reference: ReferenceStandard; findings: Finding[] } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(projectDir, path));
  } catch (cause) {
    throw new AppError('INPUT-FILE-MISSING', `the reference standard cannot be read (${messageOf(cause)})`, {
      place: path,
      hint: 'name an existing table in referenceStandard',
      cause,
    });
  }
  const imagesOf = new Map<string, string[]>();
  for (const { case: id, id: image } of manifest.images)
    imagesOf.set(id, [...(imagesOf.get(id) ?? []), image]);
  const { referenceStandard: declared, classes } = protocol;
  const { reference, findings } = readReferenceStandard(bytes, path, {
    fusion: declared.fusion,
    labels: declared.labels,
    classes: classes?.names,
    imagesOf: (id) => imagesOf.get(id) ?? [],
    reader,
  });
  const held = [
    ...checkReference(reference, manifest),
    ...checkReaders(reference, declared, classes?.names),
    ...(classes === undefined ? [] : checkPatientClasses(reference, classes)),
  ];
  return { reference, findings: sortFindings([...findings, ...held]) };
}
