import { expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { compressedRadiograph, encode, SYNTAX } from '../imaging/codec/encode.testkit.js';
import type { Coding } from '../imaging/codec/encode.testkit.js';
import { row } from '../imaging/dicom-writer.testkit.js';
import { radiograph } from '../imaging/radiograph.testkit.js';
import { makeTestProject } from './project.testkit.js';
import { execute } from './run.js';

it('a compressed image gives the prediction of its native twin, behind the walls of the run', async () => {
  const values = Uint16Array.from({ length: 24 * 20 }, (_, i) => (i * 37) % 4096);
  const size = { 0x00280010: row(0x00280010, 'US', [24]), 0x00280011: row(0x00280011, 'US', [20]) };
  const codings = Object.keys(SYNTAX) as Coding[];
  const twins = [radiograph({ ...size, 0x7fe00010: row(0x7fe00010, 'OW', [...values]) })];
  for (const coding of codings) {
    twins.push(compressedRadiograph(coding, [await encode(coding, values, 24, 20)], size));
  }
  const project = makeTestProject(twins.length);
  try {
    twins.forEach((bytes, i) => {
      const file = project.options.manifest.files[i]!;
      project.write(file.path, bytes);
      file.bytes = bytes.length;
      file.sha256 = sha256(bytes);
    });
    const { predictions } = await execute(project.options);
    expect(predictions.map(({ status, failure }) => [status, failure])).toEqual(
      twins.map(() => ['ok', null]),
    );
    for (const { outputs } of predictions) expect(outputs).toEqual(predictions[0]?.outputs);
  } finally {
    project.remove();
  }
});
