import { basename } from 'node:path';
import { labelPicture, volumePicture } from '../imaging/volume-picture.js';
import { axisCodes } from '../imaging/nifti/affine.js';
import { claimsNifti, readNiftiFile } from '../imaging/nifti/nifti-file.js';
import type { Nifti } from '../imaging/nifti/nifti.js';
import type { Inspector, Understood } from './inspector.js';
import { scalarFacts } from './scalar-facts.js';
import { volumeFacts } from './volume-facts.js';

/** NIfTI-1 and NIfTI-2: one file, plain or gzip, or a pair of which either file may be named. */
export const nifti: Inspector = {
  name: 'nifti',
  claims: ({ absolute, head, isFolder }) => !isFolder && claimsNifti(absolute, head),
  async inspect({ path, absolute }) {
    return understood((await readNiftiFile(absolute, path)).nifti, path);
  },
};

function understood(file: Nifti, path: string): Understood {
  const { header, geometry, datatype, stored, scaling } = file;
  const { grid } = geometry;
  const scalars = scalarFacts({ ...file, grid, name: basename(path), place: path });
  const labels = datatype.samples === 1 ? scalars.labels : null;
  const shape = header.shape;
  const [columns, rows] = [shape[0] ?? 1, shape[1] ?? 1];
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const voxels = grid.size[0] * grid.size[1] * grid.size[2];
  const first = stored.subarray(0, voxels);
  return {
    kind: 'nifti',
    facts: {
      modality: null,
      rows,
      columns,
      frames: shape.slice(2).reduce((product, count) => product * count, 1),
      samplesPerPixel: datatype.samples,
      bitsAllocated: header.bitpix,
      signed: !datatype.type.startsWith('uint') && datatype.samples === 1,
      rescale: scaling,
      ...scalars.facts,
      volume: file.notAVolume === null ? volumeFacts(grid) : null,
      nifti: {
        version: header.version,
        endian: header.bigEndian ? 'big' : 'little',
        datatype: header.datatype,
        storedDtype: datatype.name,
        shape,
        zooms: header.pixdim.slice(1, shape.length + 1).map(finite),
        sformCode: header.sformCode,
        qformCode: header.qformCode,
        affineSource: geometry.source,
        affineRas: geometry.affineRas,
        axes: axisCodes(grid),
        sclSlope: finite(header.sclSlope),
        sclInter: finite(header.sclInter),
        sclSlopeApplied: scaling.slope,
        sclInterApplied: scaling.intercept,
        voxOffset: header.voxOffset,
        xyztUnits: header.xyztUnits,
        spaceUnit: geometry.spaceUnit,
        pair: !header.single,
      },
      ...(labels === null ? {} : { labels }),
    },
    findings: [...file.findings, ...scalars.findings],
    lines: [
      `NIfTI-${header.version}, ${shape.join(' × ')} ${datatype.name}, axes ${axisCodes(grid)} by ${geometry.source}`,
      ...(file.notAVolume === null ? [] : [`not a volume: ${file.notAVolume}`]),
      ...(labels ?? []).map(
        ({ number, voxels: count, volumeMl }) =>
          `label ${number}: ${count} voxels, ${volumeMl.toPrecision(4)} ml`,
      ),
    ],
    ...(datatype.samples !== 1
      ? {}
      : {
          picture: () =>
            Promise.resolve(labels === null ? volumePicture(grid, first) : labelPicture(grid, first)),
        }),
  };
}
