import type { Command } from 'commander';

export interface CommonOptions {
  project: string;
  json?: boolean;
}

/** Options that every command on a project has, and its example. */
export function onProject(command: Command, example: string): Command {
  return command
    .option('--project <dir>', 'the validation project', '.')
    .option('--json', 'print one JSON object instead of words')
    .addHelpText('after', `\nExample:\n  ${example}`);
}
