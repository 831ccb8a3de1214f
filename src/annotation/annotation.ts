/**
 * What reference standards and predictions have in common, whatever file they came from. Pixel coordinates are 0-based
 * and continuous with the corner of the first pixel at (0, 0): the centre of pixel (column c, row r) is
 * (c + 0.5, r + 0.5), as in COCO and YOLO. Contours of readers (LIDC) give whole pixel indices; points in the patient
 * are mm in DICOM LPS.
 */
export interface AnnotationSet {
  format: 'coco' | 'coco-results' | 'yolo' | 'lidc' | 'markups' | 'table';
  /** Names as in the file; with the number the file gives them, where it gives one. */
  categories: { number: number | null; name: string }[];
  images: AnnotatedImage[];
  annotations: Annotation[];
}

export interface AnnotatedImage {
  id: string;
  fileName: string | null;
  /** Pixels; null where the file does not say. */
  columns: number | null;
  rows: number | null;
}

export interface Annotation {
  image: string;
  /** Pseudonym of the reader; null for one anonymous source. */
  reader: string | null;
  /** As in the file, before any name map. */
  label: string;
  /** Absent scores are null, never 0. */
  score: number | null;
  shape: Shape;
  /** A group of objects that are not told apart (COCO `iscrowd`): neither right nor wrong to find. */
  crowd: boolean;
  attributes: Readonly<Record<string, string | number>>;
  /** Line in its file, where the format has rows. */
  line?: number;
}

export type Shape =
  /** Left, top, width, height in pixels; in parts of the image where `unit` says so. */
  | { type: 'box'; box: readonly [number, number, number, number]; unit: 'px' | 'image' }
  /** Rings of x, y, x, y …; the area is their union. */
  | { type: 'polygons'; rings: readonly (readonly number[])[]; unit: 'px' | 'image' }
  | { type: 'mask'; mask: RunLengths }
  /** mm in LPS where there are three coordinates; pixels where there are two. */
  | { type: 'point'; point: readonly number[]; radiusMm: number | null }
  | { type: 'contours'; contours: readonly Contour[] }
  /** The label or score is of the whole image, series or case. */
  | { type: 'whole' };

/** One closed outline on one image of a series. */
export interface Contour {
  sopInstanceUid: string | null;
  zMm: number | null;
  /** False: a hole in the outline around it. */
  inclusion: boolean;
  /** Column, row, column, row …: whole pixels just outside of what they surround. */
  pixels: readonly number[];
}

/** A binary mask as runs of 0 and 1 in turn, the first of zeros, down each column in turn. */
export interface RunLengths {
  rows: number;
  columns: number;
  counts: readonly number[];
}
