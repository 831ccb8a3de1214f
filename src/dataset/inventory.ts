import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import { identifyingNames } from '../imaging/deidentification/identifying-names.js';
import type { DataManifest, DataVersion, OtherFile } from '../schema/types.js';
import { Acceptances } from './accepted-identifiers.js';
import type { Acceptance } from './accepted-identifiers.js';
import { describeImage } from './describe-image.js';
import type { DescribedImage } from './describe-image.js';
import type { ExaminedFile } from './examine-file.js';
import { dataSheet } from './fact-distributions.js';
import { groupImages } from './group-images.js';
import type { Unit } from './group-images.js';
import { stopsIngest, summariseIdentifiers } from './identifiers-in-file.js';
import { imageEntries, pseudonymsOf } from './image-entries.js';
import { listFiles } from './list-files.js';
import { workOnFiles } from './many-files.js';
import { pseudonymKeyId } from './pseudonym.js';
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
  /** What one image is; `auto` where it is not given. */
  unit?: Unit;
  /** Paths that are not looked at, such as that of the manifest itself. */
  leaveOut?: readonly string[];
  /** Findings about identifiers that somebody answers for; they are listed in the manifest. */
  accept?: readonly Acceptance[];
  /** Called after each file. */
  progress?: (done: number, total: number, path: string) => void;
  /** Most threads that read at the same time; 0: none beside the calling one. Default: one a processor, at most 8. */
  threads?: number;
}

/**
 * The manifest of an image folder: every file is read once, several at a time in threads (`many-files.ts`); the
 * manifest does not depend on how many, and what is kept of each file is small. Where every header declares itself
 * de-identified ((0012,0062) = YES) the case id is the PatientID; otherwise case ids are keyed hashes of it throughout.
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
  const leftOut = new Set(options.leaveOut ?? []);
  const paths = (await listFiles(projectDir, root)).filter((path) => !leftOut.has(path));
  const versions = await dataVersions(projectDir, root);
  const accepted = new Acceptances(options.accept ?? []);
  const examined = (await workOnFiles('examine', projectDir, paths, options)).map((one) => {
    const doubts = summariseIdentifiers(accepted.settle(one.identifiers));
    return { ...one, identifiers: [], findings: [...one.findings, ...doubts] };
  });
  const names = accepted.settle(identifyingNames(paths));
  refuseIdentifiers(examined, names);
  const groups = groupImages(examined, options.unit ?? 'auto');
  if (groups.length === 0) {
    throw new AppError('INPUT-FILE-MISSING', `no image in the folder (${paths.length} other files)`, {
      place: root,
      hint: 'name the folder that holds the images',
    });
  }
  const images: DescribedImage[] = [];
  for (const group of groups) images.push(await describeImage(projectDir, group));
  const manifest = buildManifest(root, options, examined, images, versions, names);
  const account = accepted.account();
  return account.length === 0 ? manifest : { ...manifest, acceptedIdentifiers: account };
}

function buildManifest(
  root: string,
  { id, version, pseudonymKey }: InventoryOptions,
  examined: readonly ExaminedFile[],
  images: readonly DescribedImage[],
  versions: DataVersion[],
  names: readonly Finding[],
): DataManifest {
  const entries = imageEntries(root, images, pseudonymKey);
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
  const files = images.flatMap((image) => image.files).sort((a, b) => compareText(a.path, b.path));
  const ofImages = new Set(files.map(({ path }) => path));
  const others = examined.filter(({ file }) => !ofImages.has(file.path));
  const findings = [
    ...images.flatMap((image) => image.findings),
    ...others.flatMap((one) => one.findings),
    ...names,
    ...images.filter(({ identity }) => (identity?.patientId ?? null) === null).map(noPatientId),
    ...findRepetitions(entries, images),
  ];
  return {
    kind: 'data-manifest',
    schemaVersion: 1,
    id,
    version,
    root,
    pseudonyms: pseudonymsOf(images),
    pseudonymKeyId: pseudonymKeyId(pseudonymKey),
    files,
    ...(others.length === 0 ? {} : { otherFiles: others.map(otherFile) }),
    images: entries.sort((a, b) => compareText(a.id, b.id)),
    findings: findings
      .map(({ code, path, message }) => ({ code, path, message }))
      .sort(
        (a, b) =>
          compareText(a.path, b.path) || compareText(a.code, b.code) || compareText(a.message, b.message),
      ),
    dataSheet: dataSheet(entries, files),
    ...(spanYears === null ? {} : { acquisitionSpanYears: spanYears }),
    ...(versions.length === 0 ? {} : { versions }),
  };
}

/** A file that is voxels of no image is one of the others, whatever it is called. */
function otherFile({ file: { path, bytes, sha256 }, role }: ExaminedFile): OtherFile {
  return { path, role: role === 'image' ? 'other' : role, bytes, sha256 };
}

/** Files named in the message of a refusal; all are in its details. */
const FILES_NAMED = 5;

/** @throws AppError IMAGE-IDENTIFIERS with every finding in its details */
function refuseIdentifiers(examined: readonly ExaminedFile[], names: readonly Finding[]): void {
  const found = [...examined.flatMap((one) => one.findings), ...names].filter(stopsIngest);
  const [first] = found;
  if (first === undefined) return;
  const files = new Set(found.map(({ path }) => path)).size;
  const named = found.slice(0, FILES_NAMED).map(({ path, message }) => `${path}: ${message}`);
  const more = found.length > FILES_NAMED ? ` | and ${found.length - FILES_NAMED} more` : '';
  throw new AppError(
    'IMAGE-IDENTIFIERS',
    `${files} of ${examined.length} files hold identifying values, nothing was ingested: ${named.join(' | ')}${more}`,
    { place: first.path, hint: first.fix, details: { findings: found } },
  );
}

function noPatientId({ files }: DescribedImage): Finding {
  return {
    code: 'DATA-NO-PATIENT-ID',
    severity: 'warning',
    path: files[0]?.path ?? '.',
    message: 'no PatientID can be read: the image is a case of its own',
    fix: 'correct the header at its source, or leave the image out',
    args: {},
  };
}
