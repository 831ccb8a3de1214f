import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import { checkEntry, damagedListing } from '../dataset/dvc/check-entry.js';
import type { CheckedEntry } from '../dataset/dvc/check-entry.js';
import { dirJson, md5OfText, parseDir } from '../dataset/dvc/dvc-dir.js';
import { notDvc } from '../dataset/dvc/dvc-entry.js';
import type { DvcEntry } from '../dataset/dvc/dvc-entry.js';
import { parseDvcFile } from '../dataset/dvc/dvc-file.js';
import { DVC_LIMITS } from '../dataset/dvc/dvc-limits.js';
import { parseDvcLock } from '../dataset/dvc/dvc-lock.js';
import { dvcRoot } from '../dataset/dvc/dvc-project.js';
import { stageFolders } from '../dataset/dvc/stage-folder.js';
import type { Candidate, Inspector, Understood } from './inspector.js';

/** Longest listing that is printed as text; larger ones only by digest. */
const LISTING_TEXT = 65_536;

/** A `.dvc` file, a `dvc.lock` or a `.dir` object, held against the files beside it. */
export const dvc: Inspector = {
  name: 'dvc',
  claims: ({ path, isFolder }) => !isFolder && /(\.dvc|\.dir|(^|[/\\])dvc\.lock)$/.test(path),
  async inspect(candidate) {
    const { path, absolute } = candidate;
    const isDir = path.endsWith('.dir');
    const { size } = await stat(absolute);
    if (size > (isDir ? DVC_LIMITS.dirBytes : DVC_LIMITS.yamlBytes)) {
      throw notDvc(`${size} bytes are more than DVC writes`, path);
    }
    const bytes = await readFile(absolute);
    if (isDir) return listing(candidate, bytes);
    const text = bytes.toString('utf8');
    return basename(path) === 'dvc.lock' ? lockFile(candidate, text) : dvcFile(candidate, text);
  },
};

async function dvcFile(candidate: Candidate, text: string): Promise<Understood> {
  const file = await parseDvcFile(text, candidate.path);
  const base = resolve(dirname(candidate.absolute), file.wdir);
  const outs = await checkAll(candidate, base, file.outs);
  return {
    kind: 'dvc',
    facts: {
      wdir: file.wdir,
      ownMd5: file.ownMd5,
      deps: file.deps.map(entryFacts),
      sources: file.sources,
      outs: outs.map(checkedFacts),
    },
    findings: [],
    lines: outs.map(line),
  };
}

async function lockFile(candidate: Candidate, text: string): Promise<Understood> {
  const lock = await parseDvcLock(text, candidate.path);
  const folderOf = await stageFolders(candidate.absolute, candidate.path);
  const stages = [];
  const all: CheckedEntry[] = [];
  for (const { name, cmd, deps, outs, params } of lock.stages) {
    const checked = await checkAll(candidate, folderOf(name), outs);
    all.push(...checked);
    stages.push({ name, cmd, deps: deps.map(entryFacts), params, outs: checked.map(checkedFacts) });
  }
  return {
    kind: 'dvc-lock',
    facts: {
      schema: lock.schema,
      stages: lock.stages.map(({ name }) => name),
      outs: Object.fromEntries(all.map((out) => [out.path, asWritten(out)])),
      stageFacts: stages,
    },
    findings: [],
    lines: [`stages: ${lock.stages.map(({ name }) => name).join(', ')}`, ...all.map(line)],
  };
}

/** An object in a cache has its digest as name; elsewhere a name says nothing. */
function listing({ path, absolute }: Candidate, bytes: Uint8Array): Understood {
  const files = parseDir(bytes, path);
  const md5 = md5OfText(bytes);
  const named = /([0-9a-f]{2})[/\\]([0-9a-f]{30})\.dir$/.exec(absolute.replaceAll('\\', '/'));
  if (named !== null && `${named[1]}${named[2]}` !== md5) throw damagedListing(path);
  return {
    kind: 'dvc-dir',
    facts: {
      md5,
      sha256: sha256(bytes),
      nameMatches: named !== null,
      asDvcWritesIt: dirJson(files) === Buffer.from(bytes).toString('utf8'),
      nfiles: files.length,
      files: Object.fromEntries(files.map((file) => [file.relpath, file.md5])),
    },
    findings: [],
    lines: [`folder of ${files.length} files, md5 ${md5}`],
  };
}

/** @throws AppError INTEGRITY-DATA-VERSION for the first output whose files are others than recorded */
async function checkAll(
  { path, absolute }: Candidate,
  base: string,
  entries: readonly DvcEntry[],
): Promise<CheckedEntry[]> {
  const at = { root: dvcRoot(absolute), base, place: path, caches: [join(dirname(absolute), 'cache')] };
  const checked: CheckedEntry[] = [];
  for (const entry of entries) checked.push(await checkEntry(entry, at));
  const wrong = checked.find(({ status }) => status === 'mismatch');
  if (wrong !== undefined) {
    throw new AppError('INTEGRITY-DATA-VERSION', `the files of output ${wrong.path} are not those recorded`, {
      place: path,
      hint: 'restore them with dvc checkout, or record the new version with dvc commit',
    });
  }
  return checked;
}

function entryFacts({ path, md5, dir, hash, size, nfiles, cloud, files }: DvcEntry): Record<string, unknown> {
  return {
    ...{ path, md5, dir, hash, size, nfiles },
    ...(cloud.length === 0 ? {} : { cloud }),
    ...(files === null ? {} : { cloudFiles: files }),
  };
}

function checkedFacts(out: CheckedEntry): Record<string, unknown> {
  const { found, listing: recorded, differences, status } = out;
  const facts = { ...entryFacts(out), md5AsWritten: asWritten(out), status };
  if (found === null) return { ...facts, ...(recorded === null ? {} : { files: byPath(recorded) }) };
  if (!('json' in found)) return { ...facts, found };
  const { json, files } = found;
  return {
    ...facts,
    found: { md5: found.md5, size: found.size, nfiles: found.nfiles },
    dirMd5: found.md5,
    dirJsonSha256: sha256(Buffer.from(json)),
    ...(json.length <= LISTING_TEXT ? { dirJson: json } : {}),
    files: byPath(files),
    listingAtHand: recorded !== null,
    ...(differences === null ? {} : { differences }),
  };
}

function byPath(files: readonly { relpath: string; md5: string }[]): Record<string, string> {
  return Object.fromEntries(files.map(({ relpath, md5 }) => [relpath, md5]));
}

function asWritten({ md5, dir }: DvcEntry): string | null {
  return md5 === null ? null : dir ? `${md5}.dir` : md5;
}

function line(out: CheckedEntry): string {
  const count = out.nfiles === null ? '' : `, ${out.nfiles} files`;
  return `${out.path}  md5 ${asWritten(out) ?? 'not recorded'}${count}  ${out.status}`;
}
