import { resolve } from 'node:path';
import { imageFactLabel } from '../dataset/fact-labels.js';
import { readManifest } from '../dataset/manifest-file.js';
import { diffManifests } from '../dataset/manifest-diff.js';
import type { ImageChange } from '../dataset/manifest-diff.js';
import type { DataManifest } from '../schema/types.js';

const WORDS: Record<ImageChange['change'], string> = {
  added: 'added',
  removed: 'removed',
  moved: 'moved or renamed',
  files: 'files were added or taken out',
  header: 'header changed, pixels the same',
  pixels: 'pixels changed, header the same',
  'header-and-pixels': 'header and pixels changed',
  bytes: 'bytes around header and pixels changed',
  case: 'belongs to another case',
  facts: 'facts changed',
};

/** The same behind a count. */
const COUNTED: Record<ImageChange['change'], string> = {
  ...WORDS,
  files: 'with files added or taken out',
  header: 'with another header and the same pixels',
  pixels: 'with other pixels and the same header',
  'header-and-pixels': 'with another header and other pixels',
  bytes: 'with other bytes around header and pixels',
  case: 'under another case',
  facts: 'with other facts',
};

/** What changed between two versions of a set. A difference is an answer, not a failure. */
export async function dataDiff(
  project: string,
  before: string,
  after: string,
): Promise<{ data: Record<string, unknown>; lines: string[] }> {
  const then = await readManifest(resolve(project, before), before);
  const now = await readManifest(resolve(project, after), after);
  const diff = diffManifests(then, now);
  const tally = new Map<ImageChange['change'], number>();
  for (const { change } of diff.changes) tally.set(change, (tally.get(change) ?? 0) + 1);
  const named = (path: string, { id, version, versions = [] }: DataManifest): Record<string, unknown> => ({
    path,
    id,
    version,
    versions,
  });
  const warning = diff.casesComparable
    ? []
    : ['case ids come from different keys: the same patient has another id in each'];
  return {
    data: { before: named(before, then), after: named(after, now), ...diff },
    lines: [
      ...setLines('before', then),
      ...setLines('after', now),
      ...warning,
      `cases: ${diff.cases.added.length} added, ${diff.cases.removed.length} removed`,
      `images: ${diff.unchanged} unchanged${[...tally].map(([change, n]) => `, ${n} ${COUNTED[change]}`).join('')}`,
      ...diff.changes.map(changeLine),
    ],
  };
}

function setLines(when: string, { id, version, images, versions = [] }: DataManifest): string[] {
  const cases = new Set(images.map((image) => image.case)).size;
  return [
    `${when.padEnd(6)} ${id} ${version}: ${images.length} images of ${cases} cases`,
    ...versions.map(
      ({ path, md5, gitRevision }) =>
        `       ${path}: DVC md5 ${md5}${gitRevision === null ? '' : `, git ${gitRevision.slice(0, 12)}`}`,
    ),
  ];
}

function changeLine({ case: id, image, change, was, facts }: ImageChange): string {
  const from = was === null ? '' : ` (was ${was})`;
  return `  ${id}  ${image}  ${WORDS[change]}${from}${facts.length === 0 ? '' : `: ${facts.map(imageFactLabel).join(', ')}`}`;
}
