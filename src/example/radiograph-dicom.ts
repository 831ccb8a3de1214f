import { damagedCodestream } from './damaged-codestream.js';
import type { Phantom, PhantomView } from './phantom.js';
import {
  headerElements,
  sopClassOf,
  sopInstanceOf,
  type ElementRow,
  type RadiographIds,
} from './radiograph-header.js';
import { uidFrom } from './uid.js';

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const JPEG_2000_LOSSLESS = '1.2.840.10008.1.2.4.90';

export interface RadiographOptions {
  /** Writes a header as always, and pixels that no decoder can read. */
  damaged: boolean;
}

/** Turns one view of a phantom into the bytes of a DICOM file (PS3.10). The same input gives the same bytes. */
export type RadiographWriter = (
  phantom: Phantom,
  view: PhantomView,
  ids: RadiographIds,
  options?: RadiographOptions,
) => Uint8Array;

/** Loads dcmjs, which takes long to start: only the maker of example data pays for it. */
export async function radiographWriter(): Promise<RadiographWriter> {
  const { data } = (await import('dcmjs')).default;
  return (phantom, view, ids, options = { damaged: false }) => {
    const transferSyntax = options.damaged ? JPEG_2000_LOSSLESS : EXPLICIT_LITTLE_ENDIAN;
    const file = new data.DicomDict(
      elements([
        // dcmjs would fill in what is missing here, with its own names and random UIDs.
        ['00020001', 'OB', new Uint8Array([0, 1]).buffer],
        ['00020002', 'UI', sopClassOf(phantom)],
        ['00020003', 'UI', sopInstanceOf(ids)],
        ['00020010', 'UI', transferSyntax],
        ['00020012', 'UI', uidFrom('implementation')],
        ['00020013', 'SH', 'VERITOME_EXAMPLE'],
      ]),
    );
    const pixels: ElementRow = options.damaged
      ? ['7FE00010', 'OB', damagedCodestream(view.rows, view.columns, ids.seed).buffer]
      : ['7FE00010', 'OW', littleEndian(view.stored)];
    file.dict = elements([...headerElements(phantom, view, ids), pixels]);
    return new Uint8Array(file.write());
  };
}

function elements(rows: ElementRow[]): Record<string, { vr: string; Value: unknown[] }> {
  return Object.fromEntries(rows.map(([tag, vr, ...values]) => [tag, { vr, Value: values }]));
}

function littleEndian(stored: Uint16Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(stored.length * 2));
  for (const [index, value] of stored.entries()) view.setUint16(2 * index, value, true);
  return view.buffer;
}
