import { sortFindings } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import type { DataManifest, ImageFile } from '../schema/types.js';
import type { ExaminedFile } from './examine-file.js';
import { listFiles } from './list-files.js';
import { workOnFiles } from './many-files.js';

export interface CheckManifestOptions {
  progress?: (done: number, total: number, path: string) => void;
}

/**
 * Reads every file of a manifest again and says which are no longer what they were: header only, pixels only, or both;
 * missing; and images in the folder that the manifest does not know.
 * @throws AppError INPUT-FILE-UNREADABLE, INPUT-PATH-ESCAPES
 */
export async function checkManifest(
  projectDir: string,
  manifest: DataManifest,
  options: CheckManifestOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const paths = manifest.files.map(({ path }) => path);
  const examined = await workOnFiles('examine-if-there', projectDir, paths, options);
  manifest.files.forEach((file, i) => {
    const finding = checkFile(file, examined[i] ?? null);
    if (finding !== null) findings.push(finding);
  });
  const allMissing =
    findings.filter(({ code }) => code === 'DATA-FILE-MISSING').length === manifest.files.length;
  if (!allMissing) findings.push(...(await addedFiles(projectDir, manifest)));
  return sortFindings(findings);
}

function checkFile(file: ImageFile, examined: ExaminedFile | null): Finding | null {
  if (examined === null) {
    return {
      code: 'DATA-FILE-MISSING',
      severity: 'error',
      path: file.path,
      message: 'the file is in the manifest, but not in the folder',
      fix: 'restore the file, or inventory the set again as a new version',
      args: {},
    };
  }
  const now = examined.file;
  if (now.sha256 === file.sha256) return null;
  const header = now['sha256-header'] === file['sha256-header'];
  const pixels =
    now['sha256-pixels-le'] === file['sha256-pixels-le'] &&
    now['sha256-pixel-fragments'] === file['sha256-pixel-fragments'];
  return {
    code: 'DATA-FILE-CHANGED',
    severity: 'error',
    path: file.path,
    message: `the file changed since the inventory: ${whatChanged(header, pixels)}`,
    fix: 'restore the file, or inventory the set again as a new version',
    args: { headerSame: header, pixelsSame: pixels, expected: file.sha256, found: now.sha256 },
  };
}

function whatChanged(headerSame: boolean, pixelsSame: boolean): string {
  if (headerSame && pixelsSame) return 'neither header nor pixels, but bytes around them';
  if (pixelsSame) return 'the header only, the pixels are the same';
  return headerSame ? 'the pixels only, the header is the same' : 'header and pixels';
}

async function addedFiles(projectDir: string, manifest: DataManifest): Promise<Finding[]> {
  const known = new Set([
    ...manifest.files.map(({ path }) => path),
    ...manifest.findings.map(({ path }) => path),
  ]);
  const added: Finding[] = [];
  const unknown = (await listFiles(projectDir, manifest.root)).filter((path) => !known.has(path));
  for (const { file, isImage } of await workOnFiles('examine', projectDir, unknown)) {
    if (!isImage) continue;
    added.push({
      code: 'DATA-FILE-ADDED',
      severity: 'warning',
      path: file.path,
      message: 'the image is in the folder, but not in the manifest',
      fix: 'take it out of the folder, or inventory the set again as a new version',
      args: {},
    });
  }
  return added;
}
