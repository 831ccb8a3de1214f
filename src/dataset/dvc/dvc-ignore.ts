import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { notDvc } from './dvc-entry.js';
import { DVC_LIMITS } from './dvc-limits.js';
import { matchesSegment } from './glob-segment.js';

/** One line of a `.dvcignore`, in the form of gitignore. */
export interface IgnoreRule {
  /** Folder the rule is relative to, absolute. */
  base: string;
  segments: readonly string[];
  /** `!`: what it matches is taken back in. */
  negated: boolean;
  foldersOnly: boolean;
}

export const IGNORE_FILE = '.dvcignore';
/** What DVC never collects, whatever the files say. */
const ALWAYS = ['.git', '.hg/', '.dvc/'];

/**
 * Rules that hold in a folder: DVC's own, then those of each `.dvcignore` from the root of the project down to the
 * folder. Folders below it may hold none: DVC refuses to collect them.
 * @throws AppError INPUT-SCHEMA when a file is larger or longer than the limits
 */
export async function ignoreRules(root: string, folder: string): Promise<IgnoreRule[]> {
  const rules = ALWAYS.flatMap((line) => ruleOf(line, root) ?? []);
  const away = relative(root, folder);
  const steps = away === '' || away.startsWith('..') ? [] : away.split(sep);
  for (let i = 0; i <= steps.length; i += 1) {
    const base = join(root, ...steps.slice(0, i));
    const file = join(base, IGNORE_FILE);
    if (base === folder || !existsSync(file)) continue;
    if (statSync(file).size > DVC_LIMITS.ignoreBytes) throw notDvc('the file is too large', IGNORE_FILE);
    rules.push(...parseIgnore(await readFile(file, 'utf8'), base));
  }
  return rules;
}

/** @throws AppError INPUT-SCHEMA for more rules than the limit */
export function parseIgnore(text: string, base: string): IgnoreRule[] {
  const rules = text.split(/\r\n|\r|\n/).flatMap((line) => ruleOf(line.trim(), base) ?? []);
  if (rules.length > DVC_LIMITS.ignoreRules) throw notDvc('too many rules', IGNORE_FILE);
  return rules;
}

/** True when the last rule that matches says so (gitignore, "Pattern format"). The folders above are not looked at. */
export function isIgnored(rules: readonly IgnoreRule[], path: string, isFolder: boolean): boolean {
  const rule = rules.findLast((one) => matchesRule(one, path, isFolder));
  return rule !== undefined && !rule.negated;
}

/** The first folder on the way from the root to the path, or the path itself, that is ignored; null when none is. */
export function ignoredOnTheWay(rules: readonly IgnoreRule[], root: string, path: string): string | null {
  const found: string[] = [];
  for (let at = path; at !== root && dirname(at) !== at; at = dirname(at)) {
    const isFolder = at !== path || (existsSync(at) && statSync(at).isDirectory());
    if (isIgnored(rules, at, isFolder)) found.push(at);
  }
  return found.at(-1) ?? null;
}

function ruleOf(line: string, base: string): IgnoreRule | null {
  const negated = line.startsWith('!');
  const pattern = negated ? line.slice(1) : line;
  if (pattern === '' || line.startsWith('#') || /^\/+$/.test(pattern)) return null;
  const foldersOnly = pattern.endsWith('/');
  const trimmed = pattern.replace(/^\//, '').replace(/\/+$/, '');
  const segments = trimmed.split(/\/+/);
  // A slash at the start or inside ties the pattern to its folder; without one it holds at every depth.
  const anchored = pattern.startsWith('/') || segments.length > 1;
  return { base, segments: anchored ? segments : ['**', ...segments], negated, foldersOnly };
}

function matchesRule({ base, segments, foldersOnly }: IgnoreRule, path: string, isFolder: boolean): boolean {
  if (foldersOnly && !isFolder) return false;
  const away = relative(base, path);
  if (away === '' || away === '..' || away.startsWith(`..${sep}`)) return false;
  return matchesPath(segments, away.split(sep), isFolder);
}

/**
 * `reach[j]`: the pattern read so far can end after j steps of the path. A pattern also holds for all that lies below what
 * it matches, so that `!/data` takes a whole folder back in, as DVC reads it.
 */
function matchesPath(pattern: readonly string[], path: readonly string[], isFolder: boolean): boolean {
  let reach = new Array<boolean>(path.length + 1).fill(false);
  reach[0] = true;
  for (const [i, segment] of pattern.entries()) {
    const next = new Array<boolean>(path.length + 1).fill(false);
    const last = i === pattern.length - 1;
    for (let j = 0; j <= path.length; j += 1) {
      if (segment === '**') {
        // At the end it stands for what lies inside; DVC asks that of a folder with its slash, so the folder goes too.
        const inside = reach.slice(0, j).some(Boolean);
        const itself = reach[j] === true && (!last || (j > 0 && (isFolder || j < path.length)));
        next[j] = inside || itself;
      } else if (j > 0) next[j] = reach[j - 1] === true && matchesSegment(segment, path[j - 1] ?? '');
    }
    reach = next;
  }
  return reach.some((can, j) => can && j > 0);
}
