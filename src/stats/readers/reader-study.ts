import { refuse } from '../argument.js';

/** One rating of one reader under one modality. */
export interface Reading {
  reader: number | string;
  modality: number | string;
  case: number | string;
  /** 1 positive, 0 negative; the same in every reading of a case. */
  truth: number;
  rating: number;
}

/** Readings on a modality x reader x case grid; not every reader need read every case. */
export interface ReaderStudy {
  /** Labels in their order: numbers by size, else text order. */
  readonly modalities: readonly string[];
  readonly readers: readonly string[];
  readonly cases: readonly string[];
  /** 1 positive, 0 negative, one a case. */
  readonly truth: Uint8Array;
  /** ratings[modality * readers + reader][case]; 0 where not read. */
  readonly ratings: readonly Float64Array[];
  /** read[modality * readers + reader][case] is 1 where there is a rating. */
  readonly read: readonly Uint8Array[];
}

/**
 * Collects readings.
 * @throws AppError STATS-ARGUMENT for no reading, a reading without its names, a case read twice by one reader under one modality, a case with two
 * truths, a truth other than 0 or 1, or a rating that is NaN
 */
export function readerStudy(readings: readonly Reading[]): ReaderStudy {
  if (readings.length === 0) refuse('no reading', 'give one row a reading');
  const modalities = labels(readings.map(({ modality }) => modality));
  const readers = labels(readings.map(({ reader }) => reader));
  const cases = labels(readings.map((reading) => reading.case));
  const at = (list: readonly string[]): Map<string, number> => new Map(list.map((label, k) => [label, k]));
  const [modalityAt, readerAt, caseAt] = [at(modalities), at(readers), at(cases)];
  const truth = new Uint8Array(cases.length).fill(2);
  const ratings = Array.from(
    { length: modalities.length * readers.length },
    () => new Float64Array(cases.length),
  );
  const read = ratings.map(() => new Uint8Array(cases.length));
  for (const reading of readings) {
    for (const name of ['reader', 'modality', 'case'] as const) {
      const label: unknown = reading[name];
      if ((typeof label !== 'string' && typeof label !== 'number') || label === '')
        refuse(`a reading has no ${name}`, 'name reader, modality and case of every reading');
    }
    const where = `case ${reading.case}, reader ${reading.reader}, modality ${reading.modality}`;
    const cell =
      modalityAt.get(String(reading.modality))! * readers.length + readerAt.get(String(reading.reader))!;
    const index = caseAt.get(String(reading.case))!;
    if (reading.truth !== 0 && reading.truth !== 1)
      refuse(`truth is ${String(reading.truth)} (${where})`, 'truth is 1 for positive and 0 for negative');
    if (truth[index] !== 2 && truth[index] !== reading.truth)
      refuse(`two truths (${where})`, 'a case has one truth');
    if (typeof reading.rating !== 'number' || Number.isNaN(reading.rating))
      refuse(`the rating is missing (${where})`, 'leave the row out when the case was not read');
    if (read[cell]![index] === 1) refuse(`read twice (${where})`, 'a reader rates a case once a modality');
    truth[index] = reading.truth;
    ratings[cell]![index] = reading.rating;
    read[cell]![index] = 1;
  }
  return { modalities, readers, cases, truth, ratings, read };
}

/** Every reader read every case under every modality. */
export function isFullyCrossed(study: ReaderStudy): boolean {
  return study.read.every((row) => row.every((flag) => flag === 1));
}

function labels(values: readonly (number | string)[]): string[] {
  const distinct = [...new Set(values.map(String))];
  const numeric = distinct.every((label) => label.trim() !== '' && Number.isFinite(Number(label)));
  return distinct.sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
}
