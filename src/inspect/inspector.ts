import type { AnnotationSet } from '../annotation/annotation.js';
import type { CocoFile } from '../annotation/coco.js';
import type { ImageFile } from '../annotation/hold-images.js';
import type { StructureFile } from '../annotation/structure/structure.js';
import type { Finding } from '../core/finding.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import type { NamedReader } from '../imaging/readers.js';
import type { ReaderPseudonyms } from './reader-pseudonyms.js';
import type { Picture } from '../imaging/picture.js';

/** A path named on the command line, as far as it was looked at to tell what it is. */
export interface Candidate {
  /** As it was typed; what findings and errors name. */
  path: string;
  absolute: string;
  isFolder: boolean;
  /** First bytes of a file, 4 KiB at most; empty for a folder. */
  head: Uint8Array;
  options?: InspectOptions;
}

/** What the files do not say themselves. */
export interface InspectOptions {
  /** Numbers of tables have a decimal comma. */
  decimalComma?: boolean;
  /** Makes the pseudonym of a reader's name, one for the whole data set; readers are numbered in each file without. */
  readerPseudonym?: (name: string) => string;
  /** Labels with the names they have in files: every name found must have one. */
  names?: Readonly<Record<string, readonly string[]>>;
  /** A voxel of a fractional segment is inside from this share on, above 0 and at most 1; half without. */
  fractionThreshold?: number;
}

/** Images that annotations are held against. */
export interface GivenImages {
  /** At least one. */
  series: readonly [ImageSeries, ...ImageSeries[]];
  /** Values on the grid of a series, its first index fastest; null where they cannot be read. */
  values(series: ImageSeries): Promise<ArrayLike<number> | null>;
}

/** Where images lie that annotations are held against; read when they are first asked for. */
export interface ImageSource {
  /** Rejects with AppError INPUT-FILE-MISSING for a folder without DICOM series, and as the readers. */
  volumes(): Promise<GivenImages>;
  /** Pictures and DICOM images, subfolders included; none for a single volume file. */
  files(): Promise<readonly ImageFile[]>;
}

/** What comes of images: facts take the place of those of the annotation alone, lines are added. */
export interface Held {
  /** The one of several that it belongs to most likely. */
  series: ImageSeries;
  facts: Record<string, unknown>;
  findings: Finding[];
  lines: string[];
  picture?: () => Promise<Picture>;
}

/** A file of reference standard that detections can be held against. */
export interface Truth {
  path: string;
  file: CocoFile;
}

/** What a reader understood. */
export interface Understood {
  /** `dicom-image`, `nifti`, `coco` … */
  kind: string;
  /** Printed as they are, beside `ok`, `path`, `kind` and `findings`; plain JSON. */
  facts: Record<string, unknown>;
  findings: Finding[];
  /** For people: a line each. */
  lines: string[];
  /** Holds an annotation against the images it was drawn on; absent where there is nothing to hold. */
  against?: (images: GivenImages) => Held;
  /** What a table or file of annotations holds, to be held against the images it is of. */
  set?: AnnotationSet;
  /** Its structures, of which masks can be made on the grid of images. */
  structures?: StructureFile;
  /** People whom the file names, with their pseudonyms: their names are taken out of facts and lines. */
  readers?: { named: readonly NamedReader[]; pseudonyms: ReaderPseudonyms };
  /** Absent unless detections of another file can be held against this one. */
  truth?: Truth;
  /** Holds detections against the truth files named beside them; absent where the file holds none. */
  againstTruth?: (truths: readonly [Truth, ...Truth[]]) => Pick<Understood, 'facts' | 'findings' | 'names'>;
  /** How often each name of a finding or structure occurs, for the name map of a protocol. */
  names?: Readonly<Record<string, number>>;
  /** Absent where there is nothing to see. */
  picture?: () => Promise<Picture>;
}

/** One kind of file or folder. The first in the list that claims a path reads it. */
export interface Inspector {
  name: string;
  claims(candidate: Candidate): boolean | Promise<boolean>;
  /** @returns rejects with AppError when the content is refused */
  inspect(candidate: Candidate): Promise<Understood>;
}
