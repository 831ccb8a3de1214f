/**
 * The main job from nothing to PDFs, through the command line a user would type. Makes `demo/` (git-ignored), then
 * shows what a changed byte and a wrong model file lead to.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.mjs';

const project = join(root, 'demo');
const copy = join(root, 'demo-tampered');
const cli = join(root, 'bin', 'veritome.js');
const colour = process.stdout.isTTY;
const started = performance.now();

// A fixed passphrase is right for a demonstration and for nothing else.
const environment = { ...process.env, VERITOME_PASSPHRASE: 'demonstration only' };

rmSync(project, { recursive: true, force: true });
rmSync(copy, { recursive: true, force: true });

await step(root, ['init', 'demo', '--example', 'fracture']);
console.log('\n$ cd demo');
await step(project, ['check']);
await step(project, ['rehearse']);
await step(project, ['key', 'create', 'qa', '--name', 'Demonstration quality assurance']);
await step(project, ['key', 'create', 'release', '--name', 'Demonstration release manager']);
await step(project, ['lock', '--as', 'qa']);
const verdict = await step(project, ['run'], [0, 1]);
await step(project, ['verify']);
await step(project, ['dossier']);
await step(project, ['sign', '--as', 'release', '--meaning', 'approver']);
await step(project, ['gate', '--artifact', 'model/fractnet.onnx'], [verdict]);

say('\nOne byte of a prediction is changed in a copy of the project:');
cpSync(project, copy, { recursive: true });
flipOneByte(join(copy, 'evidence', 'runs', '0001', 'predictions.jsonl'));
console.log('\n$ cd ../demo-tampered');
await step(copy, ['verify'], [3]);
rmSync(copy, { recursive: true, force: true });

say('\nAnother model file is offered for release:');
const other = join(root, 'demo-other.onnx');
const bytes = readFileSync(join(project, 'model', 'fractnet.onnx'));
bytes[bytes.length - 1] ^= 1;
writeFileSync(other, bytes);
console.log('\n$ cd ../demo');
await step(project, ['gate', '--artifact', '../demo-other.onnx'], [1]);
rmSync(other);

console.log('');
const results = JSON.parse(readFileSync(join(project, 'evidence', 'runs', '0001', 'results.json'), 'utf8'));
const { verdictTable } = await import('../dist/cli/verdict-table.js');
for (const line of verdictTable(results)) console.log(line);
console.log('');
for (const name of ['00-dossier-index.pdf', '02-validation-report.pdf']) {
  if (existsSync(join(project, 'dossier', name))) console.log(`demo/dossier/${name}`);
}
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s from init to here`);

/** Runs one command as a user would, shows it, and stops the demonstration when it ends in a way it should not. */
function step(cwd, words, expected = [0]) {
  say(`\n$ veritome ${words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...words], { cwd, env: environment, stdio: 'inherit' });
    child.on('exit', (code) => {
      if (!expected.includes(code)) {
        console.error(`the demonstration stops: expected exit ${expected.join(' or ')}, got ${code}`);
        process.exit(code === 0 ? 1 : (code ?? 1));
      }
      resolve(code);
    });
  });
}

function say(text) {
  console.log(colour ? `\u001b[1m${text}\u001b[0m` : text);
}

/** Changes one digit of a score somewhere in the middle of the file. */
function flipOneByte(file) {
  const content = readFileSync(file);
  const at = content.indexOf('"value":0.', Math.floor(content.length / 2)) + '"value":0.'.length;
  content[at] = content[at] === 0x39 ? 0x38 : content[at] + 1;
  writeFileSync(file, content);
}
