import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { AppError, messageOf } from '../core/error.js';
import { profileOf } from '../dataset/profile.js';
import { shiftOf } from '../dataset/shift.js';
import { shownFact } from '../dataset/top-coded-age.js';
import { factName } from '../dataset/shift-words.js';
import { writeFileAtomic } from '../evidence/atomic.js';
import type { DataProfile, DataShift, ModelPackage, ProfiledVariable } from '../schema/types.js';
import { requireValid } from '../schema/validate.js';
import { manifestAt } from './read-set.js';

export interface ProfileRequest {
  /** Where the profile is written, relative to the project; null: nowhere. */
  out: string | null;
  /** A profile to hold this set against, relative to the project. */
  against: string | null;
}

export interface MadeProfile {
  data: Record<string, unknown>;
  lines: string[];
}

/** Profile of the set that a manifest describes and, when asked, its shift against another profile. */
export async function profileManifest(
  project: string,
  manifestPath: string,
  request: ProfileRequest,
): Promise<MadeProfile> {
  const projectDir = resolve(project);
  const manifest = await manifestAt(projectDir, manifestPath);
  const profile = profileOf(manifest);
  const against = request.against === null ? null : await readProfile(projectDir, request.against);
  const shift = against === null ? null : shiftOf(against, manifest);
  const text = readableJson(profile);
  if (request.out !== null) {
    await writeFileAtomic(join(projectDir, request.out), text, { place: request.out });
  }
  const { id, version, images, cases } = profile.dataSet;
  return {
    data: { out: request.out, profile, shift },
    lines: [
      `${id} ${version}: ${images} images of ${cases} cases`,
      ...profile.variables.map(profileLine),
      ...(shift === null ? [] : shiftLines(shift)),
      ...(request.out === null ? [] : [`written to ${request.out}  sha256 ${sha256(text).slice(0, 16)} …`]),
    ],
  };
}

/** The profile a model package lists as `training-profile`; null when it lists none. */
export async function trainingProfile(
  projectDir: string,
  descriptor: string,
  model: ModelPackage,
): Promise<DataProfile | null> {
  const listed = model.files.find(({ role }) => role === 'training-profile');
  if (listed === undefined) return null;
  return readProfile(projectDir, `${descriptor.replace(/[^/]*$/, '')}${listed.path}`);
}

/** @throws AppError INPUT-FILE-MISSING, INPUT-SYNTAX, INPUT-SCHEMA */
async function readProfile(projectDir: string, path: string): Promise<DataProfile> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(projectDir, path), 'utf8'));
  } catch (cause) {
    const syntax = cause instanceof SyntaxError;
    throw new AppError(
      syntax ? 'INPUT-SYNTAX' : 'INPUT-FILE-MISSING',
      `the data profile ${syntax ? 'is not JSON' : 'cannot be read'} (${messageOf(cause)})`,
      { place: path, hint: 'make it with `veritome data profile <manifest> --out <file>`', cause },
    );
  }
  await requireValid('data-profile', value, path);
  return value as DataProfile;
}

function shiftLines({ training, variables }: DataShift): string[] {
  return [
    `against ${training.id} ${training.version} (${training.images} images of ${training.cases} cases):`,
    ...variables.map(({ reading }) => `  ${reading}`),
  ];
}

function profileLine({ name, numeric, levels, missing }: ProfiledVariable): string {
  const silent = missing === 0 ? '' : `, ${missing} not stated`;
  const label = `  ${factName(name).padEnd(31)}`;
  if (numeric !== null) {
    const [min, , , median, , , max] = numeric.quantiles.map((value) =>
      shownFact(name, value, String(Number(value.toPrecision(4)))),
    );
    if (min === max) return `${label} all ${min ?? ''}${silent}`;
    return `${label} ${bars(numeric.counts)}  median ${median ?? ''} (${min ?? ''} to ${max ?? ''})${silent}`;
  }
  const shown = [...(levels ?? [])].sort((a, b) => b.count - a.count).slice(0, 5);
  const more = (levels ?? []).length - shown.length;
  const words = shown.map(({ level, count }) => `${level} ${count}`).join(', ');
  return `${label} ${words}${more > 0 ? `, and ${more} more` : ''}${silent}`;
}

/** A bar a bin, eighths of a line high. */
function bars(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts.map((count) => '▁▂▃▄▅▆▇█'[Math.round((7 * count) / most)] ?? '▁').join('');
}
