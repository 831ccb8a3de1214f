import { pointerPart } from '../schema/schema-issue.js';
import type { Protocol } from '../schema/types.js';
import { parseGoal } from './goal.js';
import type { Report } from './lint-context.js';

/** Paths stay inside the project and name different files. */
export function checkPaths(protocol: Protocol, report: Report): void {
  const { data, model, referenceStandard } = protocol;
  const paths: [string, string | undefined][] = [
    ['/model/package', model.package],
    ['/data/test', data.test],
    ['/data/rehearsal', data.rehearsal],
    ['/data/development', data.development],
    ['/referenceStandard/file', referenceStandard.file],
    ['/referenceStandard/rehearsalFile', referenceStandard.rehearsalFile],
  ];
  const seen = new Map<string, string>();
  // Two comparators may be columns of one table, of the same set.
  for (const [i, { file, rehearsalFile }] of (protocol.comparators ?? []).entries()) {
    const before = protocol.comparators?.slice(0, i) ?? [];
    if (!before.some((other) => other.file === file)) paths.push([`/comparators/${i}/file`, file]);
    if (!before.some((other) => other.rehearsalFile === rehearsalFile))
      paths.push([`/comparators/${i}/rehearsalFile`, rehearsalFile]);
  }
  for (const [pointer, path] of paths) {
    if (path === undefined) continue;
    const problem = pathProblem(path);
    if (problem !== undefined)
      report(
        'PATH-ESCAPES',
        pointer,
        `path ${JSON.stringify(path)} ${problem}`,
        'name a file inside the project, relative to its folder, with forward slashes',
      );
    const before = seen.get(path);
    if (before === undefined) seen.set(path, pointer.slice(1).replaceAll('/', '.'));
    else
      report(
        'PATH-REPEATED',
        pointer,
        `${path} is ${before} already`,
        'each of these is a file of its own; test and rehearsal never share one',
      );
  }
}

/** Why a path cannot name a file inside the project on every system; undefined when it can. */
export function pathProblem(path: string): string | undefined {
  if (path.includes('\\')) return 'has a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(path)) return 'is an address';

  if (/[\u0000-\u001f]/.test(path)) return 'has a control character';
  const parts = path.split('/');
  if (parts.includes('..')) return 'leaves the project';
  if (parts.some((part) => part === '' || part === '.' || part !== part.trim()))
    return 'has an empty or odd part';
  return undefined;
}

const PLACEHOLDER = /\b(TODO|TBD|FIXME|XXX|to be defined|lorem ipsum)\b|^\s*(\.\.\.|…|\?+|<[^<>]*>)\s*$/i;

/** Texts that somebody still has to write (every statement is signed). */
export function checkPlaceholders(protocol: Protocol, report: Report): void {
  visitTexts(protocol, '', (text, pointer) => {
    if (PLACEHOLDER.test(text))
      report(
        'PLACEHOLDER',
        pointer,
        `${JSON.stringify(text)} is a placeholder`,
        'write the statement itself',
      );
  });
}

/** Percentages lie between 0 % and 100 %. */
export function checkPercentages(protocol: Protocol, report: Report): void {
  visitTexts(protocol, '', (text, pointer) => {
    if (!PERCENT_FIELD.test(pointer) || !/^-?\d+(\.\d+)? ?%$/.test(text)) return;
    if (parseGoal(text) === undefined)
      report('PERCENT-RANGE', pointer, `${text} is no share`, 'expected 0 % to 100 %');
  });
}

const PERCENT_FIELD =
  /^\/endpoints\/\d+\/(interval\/level|prevalence|fixedAt|thresholdProbability|range\/(from|to)|hypothesis\/(goal|margin)|criterion\/(above|below))$|^\/sampleSize\/\d+\/(assumed|power|discordant)$/;

function visitTexts(value: unknown, pointer: string, visit: (text: string, pointer: string) => void): void {
  if (typeof value === 'string') visit(value, pointer);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value))
      visitTexts(member, `${pointer}/${pointerPart(key)}`, visit);
  }
}
