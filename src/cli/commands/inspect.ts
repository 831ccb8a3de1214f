import type { Command } from 'commander';
import { AppError, EXIT, messageOf } from '../../core/error.js';
import { formatFinding, sortFindings } from '../../core/finding.js';

export function registerInspect(command: Command): void {
  command
    .argument('<paths...>', 'files, or folders that hold a series')
    .option('--json', 'print one JSON object a path, one a line, instead of words')
    .addHelpText('after', '\nExample:\n  veritome inspect --json data/test/FR-0001-1.dcm')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const { inspectPath } = await import('../../inspect/inspect.js');
      let refused = 0;
      for (const path of paths) {
        try {
          const { kind, facts, findings, lines } = await inspectPath(path);
          const sorted = sortFindings(findings);
          if (options.json === true) print({ ok: true, path, kind, ...facts, findings: sorted });
          else {
            for (const line of [`${path}  ${kind}`, ...lines.map((text) => `  ${text}`)]) printLine(line);
            for (const finding of sorted) printLine(formatFinding(finding));
          }
        } catch (thrown) {
          refused += 1;
          const error = asError(thrown);
          const { code, message, hint } = error;
          if (options.json === true) print({ ok: false, path, error: { code, message, hint } });
          else process.stderr.write(`${code}  ${path}: ${message}; ${hint}\n`);
        }
      }
      process.exitCode = refused === 0 ? EXIT.done : EXIT.badInput;
    });
}

/** A defect of ours in one reader is told like any other failure, and the next path is read. */
function asError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('DEFECT', messageOf(thrown), {
    hint: 'this is a defect of veritome: report it with the file',
    cause: thrown,
  });
}

function print(value: unknown): void {
  printLine(JSON.stringify(value));
}

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
