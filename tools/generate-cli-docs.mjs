/** Writes docs/reference/cli.md from the commands' own help. `--check` fails when it is not current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { root } from './build.mjs';

const { registerCommands } = await import('../dist/cli/commands.js');
const program = new Command('veritome');
await registerCommands(program, 'all');

const parts = [
  '# Command line',
  '',
  'Generated from `veritome <command> --help`. Exit codes: 0 done (for `run` and `gate`: all met), 1 not met, 2 usage or bad input, 3 integrity, 4 not evaluable or incomplete, 70 a defect.',
  '',
];
for (const command of leaves(program)) {
  const help = helpOf(command).trimEnd();
  parts.push(`## ${path(command)}`, '', '```', help, '```', '');
}
const text = parts.join('\n');
const file = join(root, 'docs', 'reference', 'cli.md');
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/reference/cli.md is not current: npm run generate');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}

function leaves(command) {
  return command.commands.flatMap((child) => (child.commands.length > 0 ? leaves(child) : [child]));
}

function path(command) {
  return command.parent ? `${path(command.parent)} ${command.name()}` : command.name();
}

/** Help with what stands before and after it, at a fixed width. */
function helpOf(command) {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 110 });
  command.outputHelp();
  return text;
}
