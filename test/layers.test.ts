import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { brokenWalls } from './layers.js';

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');
let copy: string | undefined;

afterEach(() => {
  if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
  copy = undefined;
});

/** The real sources with one line added at the top of one file. */
function withLine(file: string, line: string): string {
  copy = mkdtempSync(join(tmpdir(), 'veritome-layers-'));
  cpSync(source, copy, { recursive: true });
  const path = join(copy, file);
  writeFileSync(path, `${line}\n${existsSync(path) ? readFileSync(path, 'utf8') : ''}`);
  return copy;
}

describe('import table', () => {
  it('holds for the sources as they are', () => {
    expect(brokenWalls(source)).toEqual([]);
  });

  it.each([
    ['judge/criterion.ts', "import { wilson } from '../stats/wilson.js';", 'judge may not import stats'],
    ['run/worker.ts', "import { x } from '../measure/score.js';", 'run may not import measure'],
    ['run/worker.ts', "import { x } from '../dataset/reference-standard.js';", 'run may not import dataset'],
    ['dossier/view.ts', "import type { X } from '../judge/criterion.js';", 'dossier may not import judge'],
    ['evidence/ledger.ts', "const x = await import('../run/run.js');", 'evidence may not import run'],
    ['evidence/ledger.ts', "import yaml from 'yaml';", 'evidence may not name the package yaml'],
    ['cli/main.ts', "import puppeteer from 'puppeteer';", 'cli may not name the package puppeteer'],
    ['imaging/dicom.ts', "import dcmjs from 'dcmjs';", 'imaging may not name the package dcmjs'],
    [
      'run/worker.ts',
      "import * as ort from 'onnxruntime-node';",
      'run may not name the package onnxruntime-node',
    ],
    ['model/onnx.ts', "import * as ort from 'onnxruntime-node';", 'onnxruntime-node must be loaded lazily'],
    ['utils/strings.ts', "import { x } from '../core/error.js';", 'utils is not a room of the table'],
    ['core/clock.ts', "export * from '../schema/types.js';", 'core may not import schema'],
  ])('%s with %s breaks', (file, line, expected) => {
    if (file.startsWith('utils/')) {
      copy = withLine('core/clock.ts', '');
      cpSync(join(copy, 'core', 'clock.ts'), join(copy, 'utils', 'strings.ts'));
      writeFileSync(join(copy, 'utils', 'strings.ts'), line);
      expect(brokenWalls(copy).join('\n')).toContain(expected);
      return;
    }
    expect(brokenWalls(withLine(file, line)).join('\n')).toContain(expected);
  });
});
