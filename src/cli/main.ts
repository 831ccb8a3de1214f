import { Command, CommanderError } from 'commander';
import { AppError, EXIT } from '../core/error.js';
import { registerCommands } from './commands.js';
import { reportFailure } from './report-failure.js';
import { toolVersion } from './tool-version.js';

/**
 * Entry of `veritome`. Commands load what they need when they are called, so that `--help` starts nothing heavy.
 */
const program = new Command('veritome')
  .description(
    'Runs a frozen medical-imaging AI model exactly as a locked protocol says; measures with intervals,\n' +
      'judges, and leaves evidence and a dossier.',
  )
  .version(toolVersion(), '-V, --version')
  .configureHelp({ showGlobalOptions: false })
  .addHelpText(
    'after',
    '\nThe usual order:\n  init → check → rehearse → lock → run → verify → dossier → sign → gate\n\n' +
      'Exit codes:\n  0 done (run, gate: all met)   1 not met   2 usage or bad input   3 integrity\n' +
      '  4 not evaluable or incomplete   70 a defect of veritome\n\nExample:\n  veritome init demo --example fracture',
  )
  .showHelpAfterError('(add --help for the options and an example)')
  .exitOverride();

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
await registerCommands(program, (words[0] === 'help' ? words[1] : words[0]) ?? '');

// A reader that stops reading (`| head`) ends the output, not with an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.done);
});

const wantsJson = process.argv.includes('--json');
try {
  await program.parseAsync();
} catch (thrown) {
  process.exitCode = exitOf(thrown);
}

function exitOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) {
    // commander has printed its own message; help and version end with 0
    return thrown.exitCode === 0 || thrown.code === 'commander.helpDisplayed' ? EXIT.done : EXIT.badInput;
  }
  reportFailure(thrown, wantsJson);
  return thrown instanceof AppError ? thrown.exitCode : EXIT.defect;
}
