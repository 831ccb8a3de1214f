/** Bounds on what a file may ask for. All hold before anything is allocated. */
export const LIMITS = {
  /** A file larger than this is not read as one image. */
  fileBytes: 1.5 * 2 ** 30,
  /** Nested sequences; real objects stay below ten. */
  sequenceDepth: 64,
  /** Elements of one data set or item. */
  elements: 100_000,
  /** Items read from one sequence. */
  items: 100_000,
  /** A deflated data set may grow to the larger of this many bytes … */
  inflatedBytesFloor: 64 * 2 ** 20,
  /** … and this many times its own size, … */
  inflatedRatio: 128,
  /** … but never beyond this. */
  inflatedBytes: 1.5 * 2 ** 30,
  /** Decoded pixels of one compressed image. */
  decodedBytes: 1.5 * 2 ** 30,
  /** An image that takes longer to decode has its decoder ended; VERITOME_DECODE_TIMEOUT_MS sets another limit. */
  decodeMs: 60_000,
  /** JavaScript heap of the decoder, MiB; decoded pixels lie outside of it. */
  decoderHeapMiB: 512,
} as const;
