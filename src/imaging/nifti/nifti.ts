import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import { gunzipExpected, gunzipHead, isGzip } from '../bounded-gunzip.js';
import { freeTextFindings } from '../deidentification/free-text.js';
import { LIMITS } from '../limits.js';
import { BYTES_OF, littleEndian, scalarValues, type ScalarValues } from '../scalar-values.js';
import { niftiGeometry, type NiftiGeometry } from './affine.js';
import {
  NIFTI_DATATYPES,
  NIFTI_HEADER_BYTES,
  readNiftiHeader,
  type NiftiDatatype,
  type NiftiHeader,
} from './header.js';
import { niftiTexts } from './texts.js';

/** A NIfTI image: stored values as they are, and how to read them. */
export interface Nifti {
  header: NiftiHeader;
  datatype: NiftiDatatype;
  geometry: NiftiGeometry;
  /** Volumes beyond the first three axes. */
  volumes: number;
  /** First axis fastest; colour interleaved. */
  stored: ScalarValues;
  /** The same as bytes, little endian. */
  storedLe: Uint8Array;
  /** value = stored × slope + intercept; 1 and 0 where the header asks for no scaling. */
  scaling: { slope: number; intercept: number };
  /** Why this is no volume with distances in mm; null where it is one. */
  notAVolume: string | null;
  findings: Finding[];
}

/**
 * Reads NIfTI-1 and NIfTI-2, either endian, plain or gzip. Nothing is guessed: every length is held against the file.
 * @param bytes the `.nii`, `.nii.gz` or `.hdr` file
 * @param image the `.img` file of a pair
 * @param place name of the file, for errors and findings
 * @throws AppError IMAGE-TRUNCATED, IMAGE-INVALID, IMAGE-UNSUPPORTED
 */
export function readNifti(bytes: Uint8Array, image: Uint8Array | null, place: string): Nifti {
  const findings: Finding[] = [];
  nameDoubt(bytes, place, findings);
  const head = isGzip(bytes) ? gunzipHead(bytes, place) : bytes.subarray(0, NIFTI_HEADER_BYTES);
  const header = readNiftiHeader(head, place);
  const datatype = datatypeOf(header, place);
  const need = header.shape.reduce((product, count) => product * count, voxelBytes(datatype));
  if (need > LIMITS.fileBytes) {
    throw new AppError('IMAGE-UNSUPPORTED', `the header asks for ${need} bytes of voxels`, {
      place,
      hint: `images up to ${LIMITS.fileBytes} bytes are read: take out what is not needed`,
    });
  }
  const offset = offsetOf(header, place);
  if (!header.single && image === null) {
    throw invalid(
      'the header belongs to an .img file, which is not beside it',
      place,
      'put both side by side',
    );
  }
  const source = header.single ? bytes : (image ?? bytes);
  const content = isGzip(source) ? gunzipExpected(source, offset + need, place) : source;
  if (content.length < offset + need) {
    throw new AppError(
      'IMAGE-TRUNCATED',
      `the voxels need ${need} bytes from ${offset}, and the file ends after ${content.length}`,
      {
        place,
        hint: 'fetch the file again from its source and compare its size',
      },
    );
  }
  lengthDoubts(header, datatype, content.length - offset - need, place, findings);
  const storedLe = littleEndian(content.subarray(offset, offset + need), datatype.type, header.bigEndian);
  const scaling = scalingOf(header, place, findings);
  const geometry = niftiGeometry(header, place, findings);
  findings.push(...freeTextFindings(niftiTexts(header, header.single ? content : head), place));
  const volumes = header.shape.slice(3).reduce((product, count) => product * count, 1);
  if (volumes > 1) {
    findings.push({
      code: 'NIFTI-SEVERAL-VOLUMES',
      severity: 'warning',
      path: place,
      message: `the file holds ${volumes} volumes, and is not taken for one`,
      fix: 'store each volume in a file of its own',
      args: { volumes },
    });
  }
  return {
    header,
    datatype,
    geometry,
    volumes,
    stored: scalarValues(storedLe, datatype.type, place),
    storedLe,
    scaling,
    notAVolume:
      volumes > 1
        ? `it holds ${volumes} volumes`
        : geometry.sheared
          ? 'its axes are not at right angles'
          : null,
    findings,
  };
}

function nameDoubt(bytes: Uint8Array, place: string, findings: Finding[]): void {
  const named = /\.gz$/i.test(place);
  if (named === isGzip(bytes)) return;
  findings.push({
    code: 'IMAGE-NAME-MISLEADS',
    severity: 'warning',
    path: place,
    message: named ? 'named .gz, but not compressed' : 'compressed with gzip, but not named .gz',
    fix: 'name the file for what it is: other readers refuse it',
    args: { gzip: !named },
  });
}

function datatypeOf({ datatype: code }: NiftiHeader, place: string): NiftiDatatype {
  const datatype = NIFTI_DATATYPES.get(code);
  if (datatype !== undefined) return datatype;
  const known: Record<number, string> = {
    1: 'single bits',
    32: 'complex numbers',
    1536: '128-bit floats',
    1792: 'complex numbers',
    2048: 'complex numbers',
  };
  const what = known[code];
  if (what === undefined)
    throw invalid(`the datatype ${code} is none of NIfTI`, place, 'export the image again');
  throw new AppError('IMAGE-UNSUPPORTED', `voxels stored as ${what} are not read`, {
    place,
    hint: 'store the image as integers or as 32- or 64-bit floats',
  });
}

function voxelBytes({ type, samples }: NiftiDatatype): number {
  return BYTES_OF[type] * samples;
}

/** Where the voxels begin: after header and extension flag in one file, anywhere in an .img. */
function offsetOf({ voxOffset, version, single }: NiftiHeader, place: string): number {
  const least = single ? (version === 1 ? 352 : 544) : 0;
  const offset = single && voxOffset === 0 ? least : voxOffset;
  if (Number.isSafeInteger(offset) && offset >= least) return offset;
  throw invalid(
    `vox_offset is ${voxOffset}, and voxels begin at ${least} or later`,
    place,
    'export the image again',
  );
}

function lengthDoubts(
  { bitpix, voxOffset, single }: NiftiHeader,
  datatype: NiftiDatatype,
  excess: number,
  place: string,
  findings: Finding[],
): void {
  const bits = 8 * voxelBytes(datatype);
  if (bitpix !== bits && excess !== 0) {
    throw invalid(
      `bitpix is ${bitpix}, the datatype ${datatype.name} has ${bits}, and neither fits the length of the file`,
      place,
      'export the image again',
    );
  }
  const doubt = (code: string, message: string, args: Finding['args']): void => {
    findings.push({
      code,
      severity: 'warning',
      path: place,
      message,
      fix: 'compare the image with its source',
      args,
    });
  };
  if (bitpix !== bits) {
    doubt(
      'NIFTI-BITPIX',
      `bitpix is ${bitpix}, the datatype ${datatype.name} has ${bits}; the datatype fits the file`,
      {
        bitpix,
        bits,
      },
    );
  }
  if (single && voxOffset === 0) {
    doubt('NIFTI-OFFSET', 'vox_offset is 0, inside the header: voxels are read from behind it', {});
  }
  if (excess > 0) {
    doubt('IMAGE-PIXELS-EXCESS', `${excess} bytes follow the voxels`, {
      excessBytes: excess,
    });
  }
}

/** scl_slope 0 means no scaling at all, whatever scl_inter says (nifti1.h). */
function scalingOf(
  { sclSlope: slope, sclInter: intercept }: NiftiHeader,
  place: string,
  findings: Finding[],
): { slope: number; intercept: number } {
  if (slope === 0) return { slope: 1, intercept: 0 };
  if (!Number.isFinite(slope)) {
    findings.push({
      code: 'NIFTI-SCALING',
      severity: 'warning',
      path: place,
      message: `scl_slope is ${slope}: values are taken as they are stored`,
      fix: 'write a slope of 1 if the values are right, else export the image again',
      args: {},
    });
    return { slope: 1, intercept: 0 };
  }
  if (!Number.isFinite(intercept)) {
    throw invalid(`scl_inter is ${intercept}, with a slope of ${slope}`, place, 'export the image again');
  }
  return { slope, intercept };
}

function invalid(message: string, place: string, hint: string): AppError {
  return new AppError('IMAGE-INVALID', message, { place, hint });
}
