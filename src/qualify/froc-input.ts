import { AppError } from '../core/error.js';
import { frocData, type FrocCase, type FrocData, type FrocMark } from '../metrics/froc-data.js';
import type { Question } from './family.js';
import { has, textFrom } from './input.js';

/** Which reader's marks under which modality; the case's own `modality` and `reader` when left out. */
export interface FrocSelection {
  modality?: unknown;
  reader?: unknown;
}

/** Marks and truth of a case: inline `cases` and `marks`, or `truth_file` (lesion 0 = no lesion) and `marks_file`. */
export function readFroc(question: Question, selection: FrocSelection = {}): FrocData {
  const { input } = question;
  const modality = selection.modality ?? input['modality'];
  const reader = selection.reader ?? input['reader'];
  return frocData(readCases(question), readMarks(question, modality, reader));
}

function readCases({ input, table }: Question): FrocCase[] {
  if (!has(input, 'truth_file')) return listFrom(input, 'cases') as FrocCase[];
  const truth = table(textFrom(input, 'truth_file'));
  const lesion = truth.text('lesion');
  const weight = truth.columns.includes('weight') ? truth.text('weight') : lesion.map(() => '');
  const cases = new Map<string, { case: string; lesions: { lesion: string; weight?: number }[] }>();
  truth.text('case').forEach((id, i) => {
    const entry = cases.get(id) ?? { case: id, lesions: [] };
    cases.set(id, entry);
    if (lesion[i] === '0' || lesion[i] === undefined) return;
    entry.lesions.push(
      weight[i] === '' ? { lesion: lesion[i] } : { lesion: lesion[i], weight: Number(weight[i]) },
    );
  });
  return [...cases.values()];
}

function readMarks({ input, table }: Question, modality: unknown, reader: unknown): FrocMark[] {
  if (!has(input, 'marks_file')) {
    return (listFrom(input, 'marks') as FrocMark[]).filter((mark) =>
      chosen(mark as unknown as Record<string, unknown>, { modality, reader }),
    );
  }
  const marks = table(textFrom(input, 'marks_file'));
  const rating = marks.numbers('rating');
  const lesion = marks.text('lesion');
  const keep = (column: string, wanted: unknown): ((i: number) => boolean) => {
    if (wanted === undefined || wanted === null || !marks.columns.includes(column)) return () => true;
    const cells = marks.text(column);
    return (i) => cells[i] === asText(wanted);
  };
  const rightModality = keep('modality', modality);
  const rightReader = keep('reader', reader);
  return marks
    .text('case')
    .map((id, i) => ({ case: id, lesion: lesion[i] ?? '', rating: rating[i] ?? 0, index: i }))
    .filter(({ index }) => rightModality(index) && rightReader(index));
}

function chosen(mark: Record<string, unknown>, wanted: FrocSelection): boolean {
  return (['modality', 'reader'] as const).every(
    (name) =>
      mark[name] === undefined || wanted[name] === undefined || asText(mark[name]) === asText(wanted[name]),
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function listFrom(input: Question['input'], name: string): unknown[] {
  const value = input[name];
  if (Array.isArray(value)) return value;
  throw new AppError('INPUT-SCHEMA', `${name} is not a list`, {
    hint: `give ${name} as a list`,
    place: name,
  });
}
