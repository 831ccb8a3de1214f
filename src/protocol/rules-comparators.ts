import type { Comparator, Protocol } from '../schema/types.js';
import type { LintContext, Report } from './lint-context.js';
import { namedSet } from './rules-data.js';

/** What each comparator is and where its outputs stand is said once and completely (VP-21, RS-09). */
export function checkComparators(protocol: Protocol, context: LintContext, report: Report): void {
  if (protocol.comparators !== undefined && protocol.classes !== undefined) {
    report(
      'CLASS-FIELD',
      '/comparators',
      'comparators say positive or negative, and the protocol declares several classes',
      'remove comparators, and compare in a protocol of one threshold',
      { at: 'key' },
    );
  }
  for (const [i, comparator] of (protocol.comparators ?? []).entries()) {
    const pointer = `/comparators/${i}`;
    checkSource(comparator, pointer, report);
    checkColumns(comparator, pointer, report);
    checkOperatingPoint(protocol, comparator, context, pointer, report);
    checkIndependence(protocol, comparator, pointer, report);
    if (!protocol.endpoints.some((endpoint) => endpoint.comparator === comparator.id)) {
      report(
        'VP-21-UNUSED',
        `${pointer}/id`,
        `no endpoint is compared with ${comparator.id}`,
        'name it in an endpoint on a difference, or take it out',
        { severity: 'warning' },
      );
    }
  }
}

const OF_A_FILE = ['rehearsalFile', 'unit', 'columns'] as const;
const NOT_OF_A_READER = [...OF_A_FILE, 'scoreRange', 'operatingPoint'] as const;

function checkSource(comparator: Comparator, pointer: string, report: Report): void {
  const { id, file, reader } = comparator;
  if ((file === undefined) === (reader === undefined)) {
    report(
      'VP-21-SOURCE',
      pointer,
      `comparator ${id} ${file === undefined ? 'names no outputs' : 'names both a file and a reader'}`,
      'give file: with its table, or reader: with a reader column of the reference standard',
    );
    return;
  }
  if (file !== undefined) {
    const missing = OF_A_FILE.filter((name) => comparator[name] === undefined);
    if (missing.length > 0) {
      report(
        'VP-21-SOURCE',
        pointer,
        `comparator ${id} has a file and no ${missing.join(', ')}`,
        'say which rehearsal table belongs to it, what a row stands for and how the columns are called',
      );
    }
    return;
  }
  for (const name of NOT_OF_A_READER.filter((field) => comparator[field] !== undefined)) {
    report(
      'VP-21-SOURCE',
      `${pointer}/${name}`,
      `comparator ${id} is a reader of the reference standard and has no use for ${name}`,
      `remove ${name}`,
      { at: 'key' },
    );
  }
}

function checkColumns({ id, unit, columns }: Comparator, pointer: string, report: Report): void {
  if (columns === undefined || unit === undefined) return;
  const say = (message: string, fix: string): void =>
    report('VP-21-SOURCE', `${pointer}/columns`, message, fix, { at: 'key' });
  if (unit === 'image' && columns.image === undefined)
    say(`rows of comparator ${id} stand for images, and no column names them`, 'add image: with its name');
  if (unit === 'patient' && columns.case === undefined)
    say(`rows of comparator ${id} stand for patients, and no column names them`, 'add case: with its name');
  if (unit === 'patient' && columns.image !== undefined)
    say(
      `rows of comparator ${id} stand for patients, and have a column of images`,
      'write unit: image, or remove image',
    );
  if (columns.score === undefined && columns.decision === undefined)
    say(
      `comparator ${id} has neither scores nor decisions`,
      'add score: or decision: with the name of the column',
    );
  const names = Object.values(columns);
  if (new Set(names).size < names.length)
    say(`two columns of comparator ${id} have one name`, 'name each column once');
}

/** Scores without decisions need an operating point of their own, from other data; decisions have none. */
function checkOperatingPoint(
  protocol: Protocol,
  { id, columns, scoreRange, operatingPoint }: Comparator,
  context: LintContext,
  pointer: string,
  report: Report,
): void {
  if (columns === undefined) return;
  const say = (at: string, message: string, fix: string): void =>
    report('VP-21-OPERATING-POINT', `${pointer}${at}`, message, fix);
  const scored = columns.score !== undefined;
  if (scored && scoreRange === undefined)
    say('', `comparator ${id} has scores without a range`, 'add scoreRange: [lowest, highest]');
  if (!scored && scoreRange !== undefined)
    say('/scoreRange', `comparator ${id} has no scores`, 'remove scoreRange, or name the column of scores');
  const [low = -Infinity, high = Infinity] = scoreRange ?? [];
  if (!(low < high)) say('/scoreRange', `scoreRange of ${id} does not rise`, 'write the lowest score first');
  const decides = scored && columns.decision === undefined;
  if (decides && operatingPoint === undefined) {
    say(
      '',
      `comparator ${id} has scores and no operating point`,
      'add operatingPoint: with its own threshold, or name a column of decisions',
    );
  }
  if (operatingPoint === undefined) return;
  if (!decides) {
    const why = scored ? 'gives its decisions itself' : 'has no scores';
    say('/operatingPoint', `comparator ${id} ${why} and has no use for a threshold`, 'remove operatingPoint');
    return;
  }
  const { threshold, derivedOn } = operatingPoint;
  if (threshold < low || threshold > high)
    say(
      '/operatingPoint/threshold',
      `threshold ${threshold} of ${id} lies outside its scores`,
      `use one from ${low} to ${high}`,
    );
  const set = namedSet(derivedOn, protocol, context);
  if (set !== null)
    say(
      '/operatingPoint/derivedOn',
      `operatingPoint.derivedOn of ${id} names ${derivedOn}, the ${set} set of this protocol`,
      'a threshold must come from other data; name where it was derived',
    );
}

/** A reader who helped to make the truth agrees with it more than anybody else can. */
function checkIndependence(
  { referenceStandard: { fusion } }: Protocol,
  { id, reader }: Comparator,
  pointer: string,
  report: Report,
): void {
  if (reader === undefined || fusion === 'known-by-construction') return;
  report(
    'VP-21-TRUTH',
    `${pointer}/reader`,
    `comparator ${id} is a reader who made the truth by ${fusion}`,
    'the comparison favours the reader; take one who did not, or say so where the result is used',
    { severity: 'warning' },
  );
}
