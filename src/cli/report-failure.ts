import { AppError, messageOf } from '../core/error.js';
import { formatFinding, type Finding } from '../core/finding.js';

/**
 * One line on stderr: code, place, what was wrong, what to do; then the findings it carries, if any. With `--json` the
 * same facts go to stdout as one object. A stack trace is never printed unless VERITOME_DEBUG is set.
 */
export function reportFailure(thrown: unknown, json: boolean): void {
  const error =
    thrown instanceof AppError
      ? thrown
      : new AppError('DEFECT', messageOf(thrown), {
          hint: 'this is a defect of veritome: report it with the command and VERITOME_DEBUG=1 output',
          cause: thrown,
        });
  const findings = findingsOf(error);
  if (json) {
    const { code, message, hint, place } = error;
    const body = { ok: false, error: { code, message, hint, place: place ?? null, details: error.details } };
    process.stdout.write(`${JSON.stringify(body)}\n`);
  }
  const place = error.place === undefined ? '' : `${error.place}: `;
  process.stderr.write(`${error.code}  ${place}${error.message}; ${error.hint}\n`);
  if (!json) for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
  if (process.env['VERITOME_DEBUG'] !== undefined && thrown instanceof Error) {
    process.stderr.write(`${thrown.stack ?? ''}\n`);
  }
}

function findingsOf(error: AppError): Finding[] {
  const { findings } = error.details;
  return Array.isArray(findings) ? (findings as Finding[]) : [];
}
