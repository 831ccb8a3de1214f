import { AppError } from '../../core/error.js';
import { frocData, type FrocCase, type FrocData, type FrocMark } from '../../metrics/froc-data.js';
import type { StatInput } from '../stat-input.js';

type Entry = Readonly<Record<string, unknown>>;

/**
 * Cases and matched marks (JSON).
 * @throws AppError for a member of another form, and as `frocData` for marks that fit no case
 */
export function marksOf(input: StatInput): FrocData {
  const entries = (value: unknown, name: string): Entry[] => {
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'object' && item !== null))
      return wrong(input, `${name} is not a list of objects`);
    return value as Entry[];
  };
  const cases = entries(input.member('cases'), 'cases').map((entry): FrocCase => ({
    case: label(input, entry, 'case'),
    lesions: entries(entry['lesions'] ?? [], 'lesions').map((lesion) => ({
      lesion: label(input, lesion, 'lesion'),
      ...(lesion['weight'] === undefined ? {} : { weight: finite(input, lesion, 'weight') }),
    })),
  }));
  const marks = entries(input.member('marks'), 'marks').map((entry): FrocMark => ({
    case: label(input, entry, 'case'),
    lesion: label(input, entry, 'lesion'),
    rating: finite(input, entry, 'rating'),
  }));
  return frocData(cases, marks);
}

function label(input: StatInput, entry: Entry, name: string): string | number {
  const value = entry[name];
  return typeof value === 'string' || typeof value === 'number'
    ? value
    : wrong(input, `an entry has no ${name}: ${JSON.stringify(entry).slice(0, 60)}`);
}

function finite(input: StatInput, entry: Entry, name: string): number {
  const value = entry[name];
  return typeof value === 'number'
    ? value
    : wrong(input, `an entry has no number ${name}: ${JSON.stringify(entry).slice(0, 60)}`);
}

function wrong(input: StatInput, message: string): never {
  throw new AppError('INPUT-SCHEMA', message, {
    place: input.path,
    hint: 'veritome stat --list names the members and their form',
  });
}
