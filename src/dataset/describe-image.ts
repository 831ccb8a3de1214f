import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Finding } from '../core/finding.js';
import { readDicomHeader } from '../imaging/dicom-header.js';
import type { DicomIdentity } from '../imaging/identity.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import { damagedSlice, readSliceHeaders } from '../imaging/slice-header.js';
import type { SliceHeader } from '../imaging/slice-header.js';
import type { FileListDigests, ImageFacts, ImageFile, ImageVolume } from '../schema/types.js';
import type { ExaminedFile } from './examine-file.js';
import { volumeOfSeries } from './image-volume.js';
import { mergeFacts } from './merge-facts.js';

/** One image of a set, its files in order. Identifiers are still raw: they stay in this package. */
export interface DescribedImage {
  /** Slices by position along the normal, then what has no place; a header before its data. */
  files: ImageFile[];
  identity: DicomIdentity | null;
  /** In the order of the files; null unless the image is a series. */
  instanceUids: (string | null)[] | null;
  facts: ImageFacts;
  volume: ImageVolume | null;
  /** Null for a single file. */
  digests: FileListDigests | null;
  findings: Finding[];
}

/** @returns rejects as `readDicomHeader`, for multi-frame objects that are joined to a series */
export async function describeImage(
  projectDir: string,
  group: readonly ExaminedFile[],
): Promise<DescribedImage> {
  const [first] = group as readonly [ExaminedFile];
  const isSeries = group.length > 1 && first.dataFile === null;
  const { order, volume } = isSeries
    ? await describeSeries(projectDir, group)
    : { order: group, volume: first.volume };
  const told = isSeries ? order.filter(({ facts }) => facts.sopClassUid !== null) : [first];
  const files = order.map(({ file }) => file);
  return {
    files,
    identity: order.find(({ identity }) => identity !== null)?.identity ?? null,
    instanceUids: isSeries ? order.map(({ identity }) => identity?.instanceUid ?? null) : null,
    facts: isSeries
      ? { ...mergeFacts((told.length === 0 ? order : told).map(({ facts }) => facts)), slices: order.length }
      : first.facts,
    volume,
    digests: files.length === 1 ? null : digestsOf(files),
    findings: [
      ...summarised(order, isSeries),
      ...(isSeries || first.volume?.findings.length ? geometryFindings(volume) : []),
    ],
  };
}

async function describeSeries(
  projectDir: string,
  group: readonly ExaminedFile[],
): Promise<{ order: ExaminedFile[]; volume: ImageVolume }> {
  const slices: SliceHeader[] = [];
  for (const one of group) {
    for (const slice of await slicesOf(projectDir, one)) slices.push(slice);
  }
  const geometry = checkSeriesGeometry(slices);
  const byPath = new Map(group.map((one) => [one.file.path, one]));
  const paths = new Set([...geometry.order.map(({ path }) => path), ...byPath.keys()]);
  return {
    order: [...paths].flatMap((path) => byPath.get(path) ?? []),
    volume: volumeOfSeries(geometry),
  };
}

async function slicesOf(
  projectDir: string,
  { file, slice, identity, facts }: ExaminedFile,
): Promise<SliceHeader[]> {
  if (slice !== null) return [slice];
  const seriesUid = identity?.seriesUid ?? null;
  if ((facts.frames ?? 0) < 2) return [damagedSlice(file.path, seriesUid)];
  const { dataSet } = await readDicomHeader(join(projectDir, file.path), file.path);
  return readSliceHeaders(dataSet, file.path);
}

/** What many files of a series say alike is said once. */
function summarised(order: readonly ExaminedFile[], isSeries: boolean): Finding[] {
  // Of a pair, the header tells what there is to tell.
  if (!isSeries) return order[0]?.findings ?? [];
  const alike = new Map<string, Finding[]>();
  for (const finding of order.flatMap(({ findings }) => findings)) {
    const key = `${finding.code} ${finding.severity} ${finding.message}`;
    const ones = alike.get(key);
    if (ones === undefined) alike.set(key, [finding]);
    else ones.push(finding);
  }
  return [...alike.values()].flatMap((ones) => {
    const [first] = ones;
    if (first === undefined || ones.length === 1) return ones;
    const message = `${first.message} (in ${ones.length} of the ${order.length} files of the image)`;
    return [{ ...first, message }];
  });
}

function geometryFindings(volume: ImageVolume | null): Finding[] {
  return (volume?.findings ?? [])
    .filter(({ severity }) => severity !== 'info')
    .map((finding) => ({
      ...finding,
      fix: 'complete the series at its source, or allow the defect in the protocol',
      args: {},
    }));
}

function digestsOf(files: readonly ImageFile[]): FileListDigests {
  return {
    'sha256-of-files': listDigest(files.map(({ sha256 }) => sha256)) ?? '',
    'sha256-of-headers': listDigest(files.map((file) => file['sha256-header'])),
    'sha256-of-pixels-le': listDigest(files.map((file) => file['sha256-pixels-le'])),
  };
}

function listDigest(digests: readonly (string | null)[]): string | null {
  const hash = createHash('sha256');
  for (const digest of digests) {
    if (digest === null) return null;
    hash.update(`${digest}\n`);
  }
  return hash.digest('hex');
}
