import type { DataSet } from '../imaging/data-set.js';
import type { DicomFile } from '../imaging/dicom.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import type { VoiPresentation, VoiTable } from '../imaging/voi-presentation.js';
import { TAG } from '../imaging/tags.js';

const HIGH_BIT = 0x00280102;
const LOSSY = 0x00282110;
const RESCALE_TYPE = 0x00281054;

/** What the header says about the pixels beyond their size. */
export function pixelFacts(
  { dataSet, facts, codestream }: DicomFile,
  pixels: StoredPixels,
  voi: VoiPresentation,
): Record<string, unknown> {
  return {
    bitsStored: pixels.bitsStored,
    highBit: dataSet.unsigned(HIGH_BIT),
    planarConfiguration: dataSet.unsigned(TAG.PlanarConfiguration),
    pixelSpacingMm: facts.pixelSpacingMm,
    rescaleType: dataSet.text(RESCALE_TYPE),
    rescalePerFrame: pixels.rescalePerFrame,
    modalityTable: pixels.modalityTable,
    voiTable: voi.tables.length > 0,
    voiTables: voi.tables.map(tableFacts),
    voiFunction: voi.function,
    window: pixels.window,
    windows: voi.windows,
    padding: pixels.padding,
    ...paddingAsWritten(dataSet, pixels.signed),
    storedType: pixels.stored.constructor.name.replace('Array', '').toLowerCase(),
    codestream:
      codestream === null
        ? null
        : { coding: codestream.coding, precision: codestream.precision, signed: codestream.signed },
    lossyCompression: dataSet.text(LOSSY),
    burnedInAnnotation: facts.burnedInAnnotation,
    patientIdentityRemoved: facts.deidentified,
  };
}

function tableFacts({ entries, first, bits, explanation }: VoiTable): Record<string, unknown> {
  return { entries: entries.length, first, bits, explanation };
}

/** PixelPaddingValue as its VR reads it, which may contradict PixelRepresentation; `padding` holds the right reading. */
function paddingAsWritten(dataSet: DataSet, signed: boolean): Record<string, unknown> {
  const word = dataSet.unsigned(TAG.PixelPaddingValue);
  if (word === null) return {};
  const vr = dataSet.elements.get(TAG.PixelPaddingValue)?.vr ?? (signed ? 'SS' : 'US');
  return { pixelPaddingValue: vr === 'SS' ? (word << 16) >> 16 : word, pixelPaddingVr: vr };
}
