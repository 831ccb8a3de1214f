import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { brokenWalls, sourcesOf } from './layers.js';

const sources = sourcesOf(join(dirname(dirname(fileURLToPath(import.meta.url))), 'src'));

/** The real sources with one line added at the top of one file, which may be new. */
function withLine(file: string, line: string): Map<string, string> {
  return new Map([...sources, [file, `${line}\n${sources.get(file) ?? ''}`]]);
}

describe('import table', () => {
  it('holds for the sources as they are', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect(brokenWalls(sources)).toEqual([]);
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
    expect(brokenWalls(withLine(file, line)).join('\n')).toContain(expected);
  });
});
