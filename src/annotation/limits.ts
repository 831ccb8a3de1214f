/** Bounds on what a file of annotations may ask for; all hold before anything is built from it. */
export const ANNOTATION_LIMITS = {
  /** A file of annotations larger than this is not read. COCO's own largest is 0.45 GB. */
  fileBytes: 512 * 2 ** 20,
  /** Pixels of one mask. */
  maskPixels: 2 ** 30,
  /** Pixels that are unfolded to be printed or drawn. */
  unfoldedPixels: 2 ** 26,
  /** Steps of a fifth of a pixel along one polygon, and along all polygons of a file, that are walked to draw them. */
  ringSteps: 50_000_000,
  fileSteps: 200_000_000,
  /** A coordinate further out than this is no place in an image. */
  pixelCoordinate: 1_000_000,
  /** A file of XML; a reading of LIDC has less than 1 MB. */
  xmlBytes: 64 * 2 ** 20,
  /** Characters of one tag with its attributes. */
  xmlTagLength: 65_536,
  /** Elements inside elements of XML; real files stay below ten. */
  xmlDepth: 32,
  /** Elements of one XML file. */
  xmlElements: 2_000_000,
  /** Nested lists and objects of JSON. */
  jsonDepth: 32,
  /** A list of class names. */
  yamlBytes: 2 ** 20,
  /** Columns of a table. */
  tableColumns: 4096,
} as const;
