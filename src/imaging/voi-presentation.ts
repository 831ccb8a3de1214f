import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import type { DataSet } from './data-set.js';
import { lookUp, readLookupTable } from './lookup-table.js';
import type { LookupTable } from './lookup-table.js';
import { TAG } from './tags.js';

/** Window of values to be shown, with what the header calls it. */
export interface VoiWindow {
  centre: number;
  width: number;
  explanation: string | null;
}

export interface VoiTable extends LookupTable {
  explanation: string | null;
}

export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** How a header asks for a grey image to be shown (PS3.3 C.11.2). */
export interface VoiPresentation {
  tables: VoiTable[];
  windows: VoiWindow[];
  function: VoiFunction;
}

/**
 * Tables and windows of one frame. The first that has any is taken: the functional group of the frame, the shared one,
 * the image itself. A table or window that makes no sense is left out with a doubt, since no value depends on it.
 * @param signed whether modality values may be negative: it tells how the first value mapped by a table is to be read
 * @param findings receives the doubts
 */
export function readVoiPresentation(
  dataSet: DataSet,
  frame: number,
  signed: boolean,
  place: string,
  findings: Finding[],
): VoiPresentation {
  const holders = [
    voiItem(nth(dataSet.items(TAG.PerFrameFunctionalGroupsSequence), frame)),
    voiItem(dataSet.firstItem(TAG.SharedFunctionalGroupsSequence)),
    dataSet,
  ];
  const doubt = (what: string): void => {
    findings.push({
      code: 'IMAGE-VOI',
      severity: 'warning',
      path: place,
      message: `${what}; it is left out of the picture, no value depends on it`,
      fix: 'correct the header at its source',
      args: { frame: frame + 1 },
    });
  };
  for (const holder of holders) {
    if (holder === null) continue;
    const found = presentationOf(holder, signed, doubt);
    if (found.tables.length > 0 || found.windows.length > 0) return found;
  }
  return { tables: [], windows: [], function: 'LINEAR' };
}

function presentationOf(holder: DataSet, signed: boolean, doubt: (what: string) => void): VoiPresentation {
  const tables: VoiTable[] = [];
  for (const item of holder.items(TAG.VOILUTSequence)) {
    try {
      const vr = item.elements.get(TAG.LUTDescriptor)?.vr;
      const isSigned = vr === 'SS' || (vr !== 'US' && signed);
      tables.push({ ...readLookupTable(item, isSigned), explanation: item.text(TAG.LUTExplanation) });
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      doubt(`a VOI lookup table makes no sense: ${thrown.message}`);
    }
  }
  const kind = functionOf(holder, doubt);
  return { tables, windows: windowsOf(holder, kind, doubt), function: kind };
}

function functionOf(holder: DataSet, doubt: (what: string) => void): VoiFunction {
  const name = holder.code(TAG.VOILUTFunction) ?? 'LINEAR';
  if (name === 'LINEAR' || name === 'LINEAR_EXACT' || name === 'SIGMOID') return name;
  doubt(`VOILUTFunction is "${name.slice(0, 32)}", LINEAR is taken`);
  return 'LINEAR';
}

function windowsOf(holder: DataSet, kind: VoiFunction, doubt: (what: string) => void): VoiWindow[] {
  const centres = holder.decimals(TAG.WindowCenter);
  const widths = holder.decimals(TAG.WindowWidth);
  const names = holder.texts(TAG.WindowCenterWidthExplanation);
  if (centres.length !== widths.length) {
    doubt(`${centres.length} window centres stand beside ${widths.length} widths`);
  }
  const windows: VoiWindow[] = [];
  centres.slice(0, widths.length).forEach((centre, i) => {
    const width = widths[i]!;
    // A LINEAR window is at least 1 wide, the others more than 0 (C.11.2.1.2).
    if (kind === 'LINEAR' ? width >= 1 : width > 0) {
      windows.push({
        centre,
        width,
        explanation: names[i] === undefined || names[i] === '' ? null : names[i],
      });
    } else doubt(`a window is ${width} wide`);
  });
  return windows;
}

/**
 * Grey, 0 to 255, of a modality value: through the first table, else the first window; null where there is neither.
 * Both together are alternatives of equal rank in the standard; the table is what the maker shaped for this image, and
 * other software prefers it too.
 */
export function voiGrey({
  tables,
  windows,
  function: kind,
}: VoiPresentation): ((value: number) => number) | null {
  const [table] = tables;
  if (table !== undefined) {
    const largest = 2 ** table.bits - 1;
    return (value) => Math.min(255, Math.round((255 * lookUp(table, Math.round(value))) / largest));
  }
  const [window] = windows;
  if (window === undefined) return null;
  return (value) => Math.round(255 * windowShare(value, window, kind));
}

/** 0 black to 1 white (C.11.2.1.2.1, C.11.2.1.3). */
export function windowShare(
  value: number,
  { centre, width }: Pick<VoiWindow, 'centre' | 'width'>,
  kind: VoiFunction,
): number {
  if (kind === 'SIGMOID') return 1 / (1 + Math.exp((-4 * (value - centre)) / width));
  // LINEAR counts whole values: a window of width 2 around 1 has a black and a white value and nothing between.
  const exact = kind === 'LINEAR_EXACT';
  const middle = exact ? centre : centre - 0.5;
  const range = exact ? width : width - 1;
  if (value <= middle - range / 2) return 0;
  if (value > middle + range / 2) return 1;
  return (value - middle) / range + 0.5;
}

function voiItem(group: DataSet | null): DataSet | null {
  return group?.firstItem(TAG.FrameVOILUTSequence) ?? null;
}

function nth(items: Iterable<DataSet>, index: number): DataSet | null {
  let at = 0;
  for (const item of items) {
    if (at === index) return item;
    at += 1;
  }
  return null;
}
