import { AppError } from '../core/error.js';
import { readerStudy, type Reading, type ReaderStudy } from '../stats/readers/reader-study.js';
import type { Question } from './family.js';
import { has, textFrom } from './input.js';

type Column = 'reader' | 'modality' | 'case' | 'truth' | 'rating';

/** A reader study from a CSV (reader, modality, case, truth, rating) or from inline lists of these names. */
export function readReaderStudy(question: Question): ReaderStudy {
  const { input, table } = question;
  const readings = has(input, 'data_file')
    ? fromTable(table(textFrom(input, 'data_file')))
    : fromLists(input);
  const copied = input['copy_modality'];
  if (copied === undefined || copied === null) return readerStudy(readings);
  // A second modality that repeats the first: the degenerate comparison.
  const own = readings.filter(({ modality }) => String(modality) === String(copied as number | string));
  return readerStudy([
    ...own.map((r) => ({ ...r, modality: 1 })),
    ...own.map((r) => ({ ...r, modality: 2 })),
  ]);
}

function fromTable(data: ReturnType<Question['table']>): Reading[] {
  const reader = data.text('reader');
  const modality = data.text('modality');
  const id = data.text('case');
  const truth = data.numbers('truth');
  const rating = data.numbers('rating');
  return id.map((name, i) => ({
    reader: reader[i] ?? '',
    modality: modality[i] ?? '',
    case: name,
    truth: truth[i] ?? NaN,
    rating: rating[i] ?? NaN,
  }));
}

function fromLists(input: Question['input']): Reading[] {
  const list = (name: Column): unknown[] => {
    const value = input[name];
    if (Array.isArray(value)) return value;
    throw new AppError('INPUT-SCHEMA', `${name} is not a list`, {
      hint: `give ${name} as a list, one entry a reading`,
      place: name,
    });
  };
  const columns = {
    reader: list('reader'),
    modality: list('modality'),
    case: list('case'),
    truth: list('truth'),
    rating: list('rating'),
  };
  const lengths = new Set(Object.values(columns).map((column) => column.length));
  if (lengths.size > 1) {
    throw new AppError('INPUT-SCHEMA', 'the lists of readings differ in length', {
      hint: 'give one entry a reading in each list',
      place: 'rating',
    });
  }
  return columns.rating.map((rating, i) => ({
    reader: columns.reader[i] as string,
    modality: columns.modality[i] as string,
    case: columns.case[i] as string,
    truth: columns.truth[i] as number,
    rating: rating as number,
  }));
}
