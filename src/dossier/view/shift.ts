import type { EvidenceRecords } from '../evidence-records.js';
import { recorded, type Marked } from '../marked.js';

export interface ShiftView {
  training: { id: Marked; version: Marked; images: Marked; cases: Marked };
  method: Marked;
  rows: {
    name: Marked;
    unit: Marked;
    training: Marked;
    test: Marked;
    psi: Marked;
    p: Marked;
    level: Marked;
  }[];
  /** Facts with a moderate or large shift, in words. */
  readings: Marked[];
}

/** The test set against the training data, fact by fact; null when the model package has no profile. */
export function shiftView({ shift }: EvidenceRecords): ShiftView | null {
  if (shift === null) return null;
  const { id, version, images, cases } = shift.training;
  return {
    training: {
      id: recorded('shift', id),
      version: recorded('shift', version),
      images: recorded('shift', images),
      cases: recorded('shift', cases),
    },
    method: recorded('shift', shift.method),
    rows: shift.variables.map(({ reading, unit, printed, level }) => ({
      // The reading begins with the name of the fact in words.
      name: recorded('shift', reading.slice(0, reading.indexOf(':'))),
      unit: recorded('shift', unit),
      training: recorded('shift', printed.training),
      test: recorded('shift', printed.test),
      psi: recorded('shift', printed.psi),
      p: recorded('shift', printed.p),
      level: recorded('shift', level.replace('-', ' ')),
    })),
    readings: shift.variables
      .filter(({ level }) => level === 'moderate' || level === 'large')
      .map(({ reading }) => recorded('shift', reading)),
  };
}
