/** Bounds on what a file may ask for. All hold before anything is allocated. */
export const LIMITS = {
  /** A file larger than this is not read as one image. */
  fileBytes: 1.5 * 2 ** 30,
  /** First bytes read of a file of which only the header is wanted; it grows until the pixels are met, … */
  headerBytesFirst: 64 * 2 ** 10,
  /** … but not beyond this. */
  headerBytes: 256 * 2 ** 20,
  /** A position further from the origin is none: patients and scanners are smaller than 10 km. */
  positionMm: 1e7,
  /** A volume larger than this is not built in memory. */
  volumeBytes: 4 * 2 ** 30,
  /** Nested sequences; real objects stay below ten. */
  sequenceDepth: 64,
  /** Elements of one data set or item. */
  elements: 100_000,
  /** Items read from one sequence. */
  items: 100_000,
  /** Data of one lookup table: 65,536 entries of 16 bit, segments of a palette more at worst. */
  tableBytes: 2 ** 20,
  /** Voxels of one mask; a segmentation whose frames lie farther apart is not put on a grid. */
  maskVoxels: 2 ** 29,
  /** Points of one contour; hand-drawn ones have hundreds. */
  contourPoints: 1_000_000,
  /** Points of all contours of a structure set. */
  structureSetPoints: 10_000_000,
  /** A point of a contour or report farther out than this is no place in a patient. */
  coordinateMm: 1_000_000,
  /** Edges of all contours of a structure set times the rows each passes; a million is usual. */
  contourCrossings: 2 ** 26,
  /** A deflated data set may grow to the larger of this many bytes … */
  inflatedBytesFloor: 64 * 2 ** 20,
  /** … and this many times its own size, … */
  inflatedRatio: 128,
  /** … but never beyond this. */
  inflatedBytes: 1.5 * 2 ** 30,
  /** Text before the samples of an NRRD file; 3D Slicer writes some hundred bytes a segment. */
  nrrdHeaderBytes: 4 * 2 ** 20,
  /** Decoded pixels of one compressed image. */
  decodedBytes: 1.5 * 2 ** 30,
  /**
   * An image that takes longer to decode has its decoder ended. The time grows with the image, so that a damaged small
   * one, over which a decoder may brood for ever, costs seconds: this much for starting the decoder, …
   */
  decodeMsLeast: 5_000,
  /** … this for each million samples, a tenth of the speed of the slowest decoder, … */
  decodeMsPerMegasample: 4_000,
  /** … and never more than this. VERITOME_DECODE_TIMEOUT_MS sets one limit for all images. */
  decodeMsMost: 600_000,
  /** JavaScript heap of the decoder, MiB; decoded pixels lie outside of it. */
  decoderHeapMiB: 512,
} as const;
