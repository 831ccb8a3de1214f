/** How a data set and its pixels are encoded (PS3.5 section 10 and annex A). */
export interface TransferSyntax {
  uid: string;
  name: string;
  explicitVr: boolean;
  littleEndian: boolean;
  deflated: boolean;
  /** Pixels are compressed and stand in fragments. */
  encapsulated: boolean;
}

function native(uid: string, name: string, traits: Partial<TransferSyntax> = {}): TransferSyntax {
  return { uid, name, explicitVr: true, littleEndian: true, deflated: false, encapsulated: false, ...traits };
}

function compressed(uid: string, name: string): TransferSyntax {
  return native(uid, name, { encapsulated: true });
}

const KNOWN: readonly TransferSyntax[] = [
  native('1.2.840.10008.1.2', 'Implicit VR Little Endian', { explicitVr: false }),
  native('1.2.840.10008.1.2.1', 'Explicit VR Little Endian'),
  native('1.2.840.10008.1.2.2', 'Explicit VR Big Endian', { littleEndian: false }),
  native('1.2.840.10008.1.2.1.99', 'Deflated Explicit VR Little Endian', { deflated: true }),
  compressed('1.2.840.10008.1.2.5', 'RLE Lossless'),
  compressed('1.2.840.10008.1.2.8.1', 'Deflated Image Frame Compression'),
  compressed('1.2.840.10008.1.2.4.50', 'JPEG Baseline'),
  compressed('1.2.840.10008.1.2.4.51', 'JPEG Extended'),
  compressed('1.2.840.10008.1.2.4.53', 'JPEG Spectral Selection (retired)'),
  compressed('1.2.840.10008.1.2.4.55', 'JPEG Full Progression (retired)'),
  compressed('1.2.840.10008.1.2.4.57', 'JPEG Lossless'),
  compressed('1.2.840.10008.1.2.4.70', 'JPEG Lossless, first-order prediction'),
  compressed('1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless'),
  compressed('1.2.840.10008.1.2.4.81', 'JPEG-LS Near-Lossless'),
  compressed('1.2.840.10008.1.2.4.90', 'JPEG 2000 Lossless'),
  compressed('1.2.840.10008.1.2.4.91', 'JPEG 2000'),
  compressed('1.2.840.10008.1.2.4.92', 'JPEG 2000 Part 2 Lossless'),
  compressed('1.2.840.10008.1.2.4.93', 'JPEG 2000 Part 2'),
  compressed('1.2.840.10008.1.2.4.100', 'MPEG2 Main Profile, Main Level'),
  compressed('1.2.840.10008.1.2.4.101', 'MPEG2 Main Profile, High Level'),
  compressed('1.2.840.10008.1.2.4.102', 'MPEG-4 AVC/H.264 High Profile'),
  compressed('1.2.840.10008.1.2.4.103', 'MPEG-4 AVC/H.264 BD-compatible'),
  compressed('1.2.840.10008.1.2.4.107', 'HEVC/H.265 Main Profile'),
  compressed('1.2.840.10008.1.2.4.110', 'JPEG XL Lossless'),
  compressed('1.2.840.10008.1.2.4.112', 'JPEG XL'),
  compressed('1.2.840.10008.1.2.4.201', 'HTJ2K Lossless'),
  compressed('1.2.840.10008.1.2.4.202', 'HTJ2K Lossless RPCL'),
  compressed('1.2.840.10008.1.2.4.203', 'HTJ2K'),
];

/** File meta information is always in this form (PS3.10 section 7.1). */
export const META_SYNTAX: TransferSyntax = native('1.2.840.10008.1.2.1', 'Explicit VR Little Endian');

/** Undefined: not known, so not even the element structure can be trusted. */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  return KNOWN.find((syntax) => syntax.uid === uid);
}
