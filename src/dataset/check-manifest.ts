import { sortFindings } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import type { DataManifest, ImageFile, OtherFile } from '../schema/types.js';
import type { ExaminedFile } from './examine-file.js';
import { isVersionRecord } from './file-role.js';
import { listFiles } from './list-files.js';
import { workOnFiles } from './many-files.js';

export interface CheckManifestOptions {
  /** Paths in the folder that belong to no set, such as that of the manifest itself. */
  leaveOut?: readonly string[];
  progress?: (done: number, total: number, path: string) => void;
}

/**
 * Reads every file of a manifest again and says which are no longer what they were: header only, pixels only, or both;
 * missing; and files in the folder that the manifest does not know. What version control keeps there may come and go.
 * @throws AppError INPUT-FILE-UNREADABLE, INPUT-PATH-ESCAPES
 */
export async function checkManifest(
  projectDir: string,
  manifest: DataManifest,
  options: CheckManifestOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const others = (manifest.otherFiles ?? []).filter(({ role }) => role !== 'version-record');
  const listed = [...manifest.files, ...others];
  const paths = listed.map(({ path }) => path);
  const bytes = listed.reduce((sum, file) => sum + file.bytes, 0);
  // Most files are what they were: only of those that are not it is asked what changed.
  const threads = bytes < ALONE_BYTES ? { threads: 0 } : {};
  const digests = await workOnFiles('digest-if-there', projectDir, paths, { ...options, ...threads });
  const missing = listed.filter((_, i) => digests[i] === null);
  const differing = listed.filter((file, i) => digests[i] !== null && digests[i] !== file.sha256);
  const examined = await workOnFiles(
    'examine',
    projectDir,
    differing.map(({ path }) => path),
  );
  findings.push(...missing.map(missingFile));
  differing.forEach((file, i) => {
    const now = examined[i];
    if (now !== undefined) findings.push(changedFile(file, now));
  });
  const allMissing = findings.filter(({ code }) => code === 'DATA-FILE-MISSING').length === listed.length;
  if (!allMissing) findings.push(...(await addedFiles(projectDir, manifest, options.leaveOut ?? [])));
  return sortFindings(findings);
}

/** Starting threads takes longer than digesting so much. */
const ALONE_BYTES = 128 * 1024 * 1024;

function missingFile({ path }: ImageFile | OtherFile): Finding {
  return {
    code: 'DATA-FILE-MISSING',
    severity: 'error',
    path,
    message: 'the file is in the manifest, but not in the folder',
    fix: 'restore the file, or inventory the set again as a new version',
    args: {},
  };
}

function changedFile(file: ImageFile | OtherFile, { file: now }: ExaminedFile): Finding {
  if (file.role !== 'image') return changed(file, now.sha256, 'its bytes are others', {});
  const headerSame = now['sha256-header'] === file['sha256-header'];
  const pixelsSame =
    now['sha256-pixels-le'] === file['sha256-pixels-le'] &&
    now['sha256-pixel-fragments'] === file['sha256-pixel-fragments'];
  return changed(file, now.sha256, whatChanged(headerSame, pixelsSame), { headerSame, pixelsSame });
}

function changed(file: ImageFile | OtherFile, found: string, what: string, args: Finding['args']): Finding {
  return {
    code: 'DATA-FILE-CHANGED',
    severity: 'error',
    path: file.path,
    message: `the file changed since the inventory: ${what}`,
    fix: 'restore the file, or inventory the set again as a new version',
    args: { ...args, expected: file.sha256, found },
  };
}

function whatChanged(headerSame: boolean, pixelsSame: boolean): string {
  if (headerSame && pixelsSame) return 'neither header nor pixels, but bytes around them';
  if (pixelsSame) return 'the header only, the pixels are the same';
  return headerSame ? 'the pixels only, the header is the same' : 'header and pixels';
}

async function addedFiles(
  projectDir: string,
  manifest: DataManifest,
  leaveOut: readonly string[],
): Promise<Finding[]> {
  const known = new Set([
    ...leaveOut,
    ...manifest.files.map(({ path }) => path),
    ...(manifest.otherFiles ?? []).map(({ path }) => path),
    ...manifest.findings.map(({ path }) => path),
  ]);
  const added: Finding[] = [];
  const unknown = (await listFiles(projectDir, manifest.root)).filter(
    (path) => !known.has(path) && !isVersionRecord(path),
  );
  for (const { file, role } of await workOnFiles('examine', projectDir, unknown)) {
    added.push({
      code: 'DATA-FILE-ADDED',
      severity: 'warning',
      path: file.path,
      message: `the ${role === 'image' ? 'image' : 'file'} is in the folder, but not in the manifest`,
      fix: 'take it out of the folder, or inventory the set again as a new version',
      args: { role },
    });
  }
  return added;
}
