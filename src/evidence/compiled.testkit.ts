import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * Compile core and evidence alone into a folder that has no node_modules above it, so that child processes of plain
 * Node can use them, and so that an import of anything else fails.
 * @returns the folder; `evidence/ledger.js` and the rest are inside
 */
export function compileEvidence(): string {
  const out = mkdtempSync(join(tmpdir(), 'veritome-compiled-'));
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  for (const folder of ['core', 'evidence']) {
    const source = new URL(`../${folder}/`, import.meta.url);
    mkdirSync(join(out, folder));
    for (const name of readdirSync(source)) {
      if (!name.endsWith('.ts') || /\.(test|testkit)\.ts$/.test(name)) continue;
      const { outputText } = ts.transpileModule(readFileSync(new URL(name, source), 'utf8'), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
      });
      writeFileSync(join(out, folder, name.replace(/\.ts$/, '.js')), outputText);
    }
  }
  return out;
}
