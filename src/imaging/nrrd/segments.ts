import { AppError } from '../../core/error.js';

/** One segment of a 3D Slicer segmentation (`.seg.nrrd`). */
export interface NrrdSegment {
  /** n of the keys `Segment<n>_…`. */
  index: number;
  id: string | null;
  name: string | null;
  /** Red, green, blue from 0 to 1. */
  color: number[] | null;
  labelValue: number;
  layer: number;
  /** First and last index along each axis of the box that holds the segment. */
  extent: number[] | null;
  status: string | null;
  terminology: Terminology | null;
}

/** A coded term; `code` with its scheme as DICOM has it. */
interface Term {
  scheme: string;
  code: string;
  meaning: string;
}

interface Terminology {
  context: string | null;
  category: Term | null;
  type: Term | null;
  typeModifier: Term | null;
  anatomicContext: string | null;
  anatomicRegion: Term | null;
  anatomicRegionModifier: Term | null;
}

const MOST_SEGMENTS = 10_000;

/**
 * Segments by the keys that 3D Slicer writes. Files of Slicer before 4.11 have no Layer and no LabelValue: each segment
 * is 1 in a layer of its own.
 * @param layers samples of the list axis; 1 without one
 * @returns by index; null where there is no key of a segment
 * @throws AppError IMAGE-INVALID for a layer that is not there, a label that is no whole number
 */
export function nrrdSegments(
  keys: ReadonlyMap<string, string>,
  layers: number,
  place: string,
): NrrdSegment[] | null {
  const found = new Map<number, Map<string, string>>();
  for (const [key, value] of keys) {
    const match = /^Segment(\d{1,6})_(\w+)$/.exec(key);
    if (match === null) continue;
    const index = Number(match[1]);
    const own = found.get(index) ?? new Map<string, string>();
    own.set(match[2]!, value);
    found.set(index, own);
  }
  if (found.size === 0) return null;
  if (found.size > MOST_SEGMENTS) throw invalid(`there are ${found.size} segments`, place);
  const oldForm = ![...found.values()].some((own) => own.has('Layer') || own.has('LabelValue'));
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([index, own]) => {
      const number = (field: string, otherwise: number): number => {
        const text = own.get(field)?.trim();
        if (text === undefined) return otherwise;
        if (/^\d{1,9}$/.test(text)) return Number(text);
        throw invalid(`${field} of segment ${index} is no whole number from 0`, place);
      };
      const layer = number('Layer', oldForm && layers > 1 ? index : 0);
      const labelValue = number('LabelValue', 1);
      if (layer >= layers) throw invalid(`segment ${index} lies in layer ${layer} of ${layers}`, place);
      if (labelValue === 0) throw invalid(`segment ${index} has the label 0, which is background`, place);
      const tags = tagsOf(own.get('Tags') ?? '');
      return {
        index,
        id: own.get('ID') ?? null,
        name: own.get('Name') ?? null,
        color: numbers(own.get('Color'), 3),
        labelValue,
        layer,
        extent: numbers(own.get('Extent'), 6),
        status: tags.get('Segmentation.Status') ?? null,
        terminology: terminologyOf(tags.get('TerminologyEntry') ?? tags.get('Terminology')),
      };
    });
}

/** `name:value|name:value|`. */
function tagsOf(text: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split('|')) {
    const colon = part.indexOf(':');
    if (colon > 0) tags.set(part.slice(0, colon), part.slice(colon + 1));
  }
  return tags;
}

/** `context~category~type~type modifier~anatomic context~region~region modifier`, a term as `scheme^code^meaning`. */
function terminologyOf(text: string | undefined): Terminology | null {
  if (text === undefined || text === '') return null;
  const parts = text.split('~');
  const name = (at: number): string | null => (parts[at] ?? '') || null;
  return {
    context: name(0),
    category: termOf(parts[1]),
    type: termOf(parts[2]),
    typeModifier: termOf(parts[3]),
    anatomicContext: name(4),
    anatomicRegion: termOf(parts[5]),
    anatomicRegionModifier: termOf(parts[6]),
  };
}

function termOf(text = ''): Term | null {
  const [scheme = '', code = '', meaning = ''] = text.split('^');
  return scheme === '' && code === '' && meaning === '' ? null : { scheme, code, meaning };
}

function numbers(text: string | undefined, count: number): number[] | null {
  const values = (text ?? '').trim().split(/\s+/).map(Number);
  return values.length === count && values.every(Number.isFinite) ? values : null;
}

function invalid(message: string, place: string): AppError {
  return new AppError('IMAGE-INVALID', message, {
    place,
    hint: 'save the segmentation again from 3D Slicer',
  });
}
