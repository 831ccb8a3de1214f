import { join } from 'node:path';
import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import { readDicomHeader } from '../imaging/dicom-header.js';
import type { GeometryCode } from '../imaging/geometry-findings.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import { readSliceHeaders } from '../imaging/slice-header.js';
import type { SliceHeader } from '../imaging/slice-header.js';
import type { DataManifest, ImageEntry } from '../schema/types.js';

/**
 * Volumes of the included images whose geometry is not sound: what refuses them, and what the protocol lets pass, the slice
 * named. Headers are read again only where the protocol allows a defect, since what it leaves out may uncover another.
 * @param allow codes of the protocol (data.geometry.allow)
 */
export async function checkVolumes(
  projectDir: string,
  manifest: DataManifest,
  included: readonly string[],
  allow: readonly GeometryCode[],
): Promise<Finding[]> {
  const isIncluded = new Set(included);
  const findings: Finding[] = [];
  for (const image of manifest.images) {
    if (!isIncluded.has(image.id) || (image.volume?.refusedFor.length ?? 0) === 0) continue;
    const found = await findingsOf(projectDir, image, allow);
    findings.push(...found.map((one) => ({ ...one, message: `image ${image.id}: ${one.message}` })));
  }
  return findings;
}

async function findingsOf(
  projectDir: string,
  { volume, files }: ImageEntry,
  allow: readonly GeometryCode[],
): Promise<Finding[]> {
  const told = (volume?.findings ?? []).filter(({ severity }) => severity === 'error');
  if (!told.some(({ code }) => allow.some((allowed) => allowed === code))) {
    return told.map((one) => ({ ...one, fix: FIX, args: {} }));
  }
  try {
    const { findings } = checkSeriesGeometry(await slicesOf(projectDir, files), allow);
    return findings.filter(({ severity }) => severity !== 'info');
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, message, hint, place } = thrown;
    return [{ code, severity: 'error', path: place ?? files[0] ?? '.', message, fix: hint, args: {} }];
  }
}

const FIX =
  'complete the series at its source, exclude it by a rule, or allow the defect (data.geometry.allow)';

async function slicesOf(projectDir: string, files: readonly string[]): Promise<SliceHeader[]> {
  const slices: SliceHeader[] = [];
  for (const path of files) {
    const { dataSet } = await readDicomHeader(join(projectDir, path), path);
    for (const slice of readSliceHeaders(dataSet, path)) slices.push(slice);
  }
  return slices;
}
