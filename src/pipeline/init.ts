import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import { createInstrumentKey, registering } from '../evidence/keys.js';
import { readableJson } from '../core/canonical.js';
import { inventory } from '../dataset/inventory.js';
import type { DataManifest } from '../schema/types.js';
import { programRoot } from '../seal/scorer.js';
import type { ProgressState } from './progress-state.js';
import { recordsAt } from './records.js';

export interface InitOptions {
  /** Name of a folder under protocols/; null for the bare scaffold. */
  example: string | null;
  onProgress?: (state: ProgressState) => void;
}

export interface MadeProject {
  summary: string;
  notes: string[];
}

/**
 * Makes a validation project: the files of the example (or a protocol to fill in), its images, their manifests, the
 * instrument key, and the first entries of the ledger.
 */
export async function initProject(dir: string, options: InitOptions): Promise<MadeProject> {
  const projectDir = resolve(dir);
  const source = exampleFolder(options.example ?? 'blank');
  refuseOccupied(projectDir, dir);
  try {
    for (const folder of ['model', 'data', 'evidence', 'keys']) {
      mkdirSync(join(projectDir, folder), { recursive: true });
    }
    cpSync(source, projectDir, { recursive: true });
    copySchemas(projectDir);
    writeFileSync(
      join(projectDir, '.gitignore'),
      '# Signing keys and images stay out of version control.\nkeys/\n*.dcm\n',
    );
  } catch (cause) {
    throw new AppError('INPUT-FOLDER-UNWRITABLE', `the project cannot be written (${messageOf(cause)})`, {
      place: dir,
      hint: 'choose a folder you may write to',
      cause,
    });
  }
  const made = options.example === 'fracture' ? await addFractureData(projectDir, options) : bare();
  const { ledger } = recordsAt(projectDir);
  const key = await createInstrumentKey(projectDir);
  const actor = key.registration.actor;
  await ledger.append({ actor, action: 'project-created', facts: { example: options.example } });
  await ledger.append(registering(key, actor));
  return made;
}

/** The schemas that editors complete by; the `$schema` lines of protocol and model package name them. */
function copySchemas(projectDir: string): void {
  mkdirSync(join(projectDir, 'schema'));
  for (const name of ['protocol.schema.json', 'model-package.schema.json']) {
    cpSync(join(programRoot(), 'src', 'schema', name), join(projectDir, 'schema', name));
  }
}

function bare(): MadeProject {
  return {
    summary: 'a protocol to fill in',
    notes: [
      'put the model package into model/, images into data/test and data/rehearsal,',
      'then make their manifests with `veritome data inventory` and fill in protocol.yaml',
    ],
  };
}

async function addFractureData(projectDir: string, options: InitOptions): Promise<MadeProject> {
  const { makeFractureExample } = await import('../example/fracture.js');
  const example = await makeFractureExample(projectDir, {
    onProgress: (done, total) =>
      options.onProgress?.({ done, total, failed: 0, ratePerSecond: null, secondsLeft: null }),
  });
  const keys = JSON.parse(readFileSync(join(projectDir, 'model', 'development.keys.json'), 'utf8')) as {
    key: string;
  };
  const sets = [
    { id: 'TEST-1', root: 'data/test', file: 'data/test.manifest.json' },
    { id: 'REH-1', root: 'data/rehearsal', file: 'data/rehearsal.manifest.json' },
  ];
  for (const { id, root, file } of sets) {
    const manifest: DataManifest = await inventory(projectDir, root, {
      id,
      version: '1',
      pseudonymKey: keys.key,
    });
    writeFileSync(join(projectDir, file), readableJson(manifest));
  }
  const weights = statSync(join(projectDir, 'model', 'fractnet.onnx')).size;
  const { test, rehearsal } = example;
  return {
    summary: `${test.patients} patients, ${test.images} images; model fractnet (ONNX, ${Math.round(weights / 1000)} kB)`,
    notes: [
      `${rehearsal.patients} other patients, ${rehearsal.images} images, open for rehearsal`,
      'all images are synthetic; nothing here says anything about a real device',
    ],
  };
}

function exampleFolder(name: string): string {
  const protocols = join(programRoot(), 'protocols');
  const folder = join(protocols, name);
  if (/^[a-z0-9-]+$/.test(name) && existsSync(join(folder, 'protocol.yaml'))) return folder;
  const known = readdirSync(protocols).filter((entry) => entry !== 'blank');
  throw new AppError('INPUT-ARGUMENT', `there is no example called ${name}`, {
    hint: `choose one of: ${known.join(', ')}`,
  });
}

/** An existing project is never written over; an empty folder may be used. */
function refuseOccupied(projectDir: string, dir: string): void {
  if (!existsSync(projectDir)) return;
  if (statSync(projectDir).isDirectory() && readdirSync(projectDir).length === 0) return;
  throw new AppError('INPUT-FOLDER-EXISTS', 'the folder is not empty', {
    place: dir,
    hint: 'choose a new folder; a project is never written over',
  });
}
