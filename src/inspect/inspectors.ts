import type { Inspector } from './inspector.js';

/**
 * Every kind that can be read, in the order they are asked. What tells itself by its first bytes comes before what is
 * told by its name. Each is loaded when it is asked for the first time.
 */
export const INSPECTORS: readonly (() => Promise<Inspector>)[] = [
  async () => (await import('./dicom-seg.js')).dicomSeg,
  async () => (await import('./rtstruct.js')).rtstruct,
  async () => (await import('./sr.js')).sr,
  async () => (await import('./dvc.js')).dvc,
  async () => (await import('./dicom-image.js')).dicomImage,
  async () => (await import('./nifti.js')).nifti,
  async () => (await import('./nrrd.js')).nrrd,
  async () => (await import('./yolo-folder.js')).yoloFolder,
  async () => (await import('./series.js')).series,
  async () => (await import('./json.js')).json,
  async () => (await import('./markups.js')).fiducials,
  async () => (await import('./lidc.js')).lidc,
  async () => (await import('./yolo.js')).yolo,
  async () => (await import('./table.js')).table,
];
