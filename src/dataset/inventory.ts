import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import type { DataManifest, DataVersion, ImageEntry } from '../schema/types.js';
import type { ExaminedFile } from './examine-file.js';
import { dataSheet } from './fact-distributions.js';
import { imageIds } from './image-id.js';
import { listFiles } from './list-files.js';
import { workOnFiles } from './many-files.js';
import { pseudonym, pseudonymKeyId } from './pseudonym.js';
import { acquisitionIntervals } from './acquisition-intervals.js';
import { dataVersions } from './dvc/data-versions.js';
import { findRepetitions } from './repetitions.js';

export interface InventoryOptions {
  id: string;
  version: string;
  /**
   * Secret of the keyed hashes. Take the key of the model's development keys, so that overlap of patients can be
   * seen; it is not written to the manifest.
   */
  pseudonymKey: string;
  /** Called after each file. */
  progress?: (done: number, total: number, path: string) => void;
  /** Most threads that read at the same time; 0: none beside the calling one. Default: one a processor, at most 8. */
  threads?: number;
}

/**
 * The manifest of an image folder: every file is read once, several at a time in threads (`many-files.ts`); the
 * manifest does not depend on how many. Where every
 * header declares itself de-identified ((0012,0062) = YES) the case id is the PatientID; otherwise case ids are
 * keyed hashes of it throughout. One file is one image; series come later.
 * @param root folder of the images, relative to the project
 * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-PATH-ESCAPES, INPUT-DUPLICATE (image ids),
 *   INPUT-ARGUMENT (no key), IMAGE-IDENTIFIERS (a header names a person)
 */
export async function inventory(
  projectDir: string,
  root: string,
  options: InventoryOptions,
): Promise<DataManifest> {
  if (options.pseudonymKey === '') {
    throw new AppError('INPUT-ARGUMENT', 'the key for pseudonyms is empty', {
      hint: 'give a secret of at least 16 characters',
    });
  }
  const paths = (await listFiles(projectDir, root)).filter((path) => !isVersionRecord(path));
  const versions = await dataVersions(projectDir, root);
  const examined = await workOnFiles('examine', projectDir, paths, options);
  refuseIdentifiers(examined);
  const images = examined.filter((one) => one.isImage);
  if (images.length === 0) {
    throw new AppError('INPUT-FILE-MISSING', `no DICOM image in the folder (${paths.length} other files)`, {
      place: root,
      hint: 'name the folder that holds the images',
    });
  }
  return buildManifest(root, options, examined, images, versions);
}

function buildManifest(
  root: string,
  { id, version, pseudonymKey }: InventoryOptions,
  examined: readonly ExaminedFile[],
  images: readonly ExaminedFile[],
  versions: DataVersion[],
): DataManifest {
  const keyed = images.some(({ identity }) => identity !== null && !identity.deidentified);
  const pseudonyms = keyed ? 'keyed' : 'as-found';
  const ids = imageIds(
    images.map(({ file }) => file.path),
    root,
  );
  const entries = images.map((one) =>
    imageEntry(one, ids.get(one.file.path) ?? one.file.path, pseudonyms, pseudonymKey),
  );
  const { days, spanYears } = acquisitionIntervals(
    images.map(({ identity }, i) => ({
      case: entries[i]?.case ?? '',
      day: identity?.acquisitionDay ?? null,
    })),
  );
  entries.forEach((entry, i) => {
    const day = days[i] ?? null;
    if (day !== null) entry.facts = { ...entry.facts, acquisitionDay: day };
  });
  const findings = [
    ...examined.flatMap((one) => one.findings),
    ...images
      .filter(({ identity }) => (identity?.patientId ?? null) === null)
      .map(({ file }) => noPatientId(file.path)),
    ...findRepetitions(entries, images),
  ];
  return {
    kind: 'data-manifest',
    schemaVersion: 1,
    id,
    version,
    root,
    pseudonyms,
    pseudonymKeyId: pseudonymKeyId(pseudonymKey),
    files: images.map(({ file }) => file),
    images: entries.sort((a, b) => compareText(a.id, b.id)),
    findings: findings
      .map(({ code, path, message }) => ({ code, path, message }))
      .sort(
        (a, b) =>
          compareText(a.path, b.path) || compareText(a.code, b.code) || compareText(a.message, b.message),
      ),
    dataSheet: dataSheet(
      entries,
      images.map(({ file }) => file),
    ),
    ...(spanYears === null ? {} : { acquisitionSpanYears: spanYears }),
    ...(versions.length === 0 ? {} : { versions }),
  };
}

function imageEntry(
  { file, identity, facts }: ExaminedFile,
  id: string,
  pseudonyms: DataManifest['pseudonyms'],
  key: string,
): ImageEntry {
  const hidden = (identifier: string | null | undefined): string | null =>
    identifier === null || identifier === undefined ? null : pseudonym(key, identifier);
  const patientId = identity?.patientId ?? null;
  const institution = identity?.institution ?? null;
  return {
    id,
    // Without a patient the image is a case of its own.
    case: patientId === null ? id : pseudonyms === 'as-found' ? patientId : pseudonym(key, patientId),
    files: [file.path],
    study: hidden(identity?.studyUid),
    series: hidden(identity?.seriesUid),
    instance: hidden(identity?.instanceUid),
    facts:
      pseudonyms === 'keyed' && institution !== null
        ? { ...facts, site: `site-${pseudonym(key, institution).slice(0, 8)}` }
        : facts,
  };
}

/** Files named in the message of a refusal; all are in its details. */
const FILES_NAMED = 5;

/** Findings that stop the ingest where they are errors. */
const STOPS = new Set(['IMAGE-IDENTIFIER', 'IMAGE-BURNED-IN']);

/** @throws AppError IMAGE-IDENTIFIERS with every finding in its details */
function refuseIdentifiers(examined: readonly ExaminedFile[]): void {
  const found = examined
    .flatMap((one) => one.findings)
    .filter(({ code, severity }) => STOPS.has(code) && severity === 'error');
  const [first] = found;
  if (first === undefined) return;
  const named = found.slice(0, FILES_NAMED).map(({ path, message }) => `${path}: ${message}`);
  const more = found.length > FILES_NAMED ? ` | and ${found.length - FILES_NAMED} more files` : '';
  throw new AppError(
    'IMAGE-IDENTIFIERS',
    `${found.length} of ${examined.length} files hold identifying values, nothing was ingested: ${named.join(' | ')}${more}`,
    { place: first.path, hint: first.fix, details: { findings: found } },
  );
}

/** Of DVC and Git: they describe the files, and are none of them. */
function isVersionRecord(path: string): boolean {
  return /(\.dvc|(^|\/)(dvc\.lock|dvc\.yaml|\.dvcignore|\.gitignore))$/.test(path);
}

function noPatientId(path: string): Finding {
  return {
    code: 'DATA-NO-PATIENT-ID',
    severity: 'warning',
    path,
    message: 'no PatientID can be read: the image is a case of its own',
    fix: 'correct the header at its source, or leave the image out',
    args: {},
  };
}
