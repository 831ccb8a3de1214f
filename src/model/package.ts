import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { AppError } from '../core/error.js';
import { sortFindings, type Finding } from '../core/finding.js';
import type { ModelPackage } from '../schema/types.js';
import { requireValid } from '../schema/validate.js';
import { containedFile, refuseOutward } from './contained-path.js';
import { lintPackage } from './package-rules.js';

/**
 * Reads and checks a model package: the descriptor's structure, its rules across fields, and that every named file
 * lies inside the project.
 * @param descriptorPath relative to the project, forward slashes
 * @throws AppError INPUT-FILE-MISSING, INPUT-PATH-ESCAPES, INPUT-SYNTAX, INPUT-SCHEMA; MODEL-INVALID with every
 *   broken rule in `details.findings`
 */
export async function readModelPackage(projectDir: string, descriptorPath: string): Promise<ModelPackage> {
  const file = containedFile(projectDir, descriptorPath, descriptorPath);
  return parseModelPackage(projectDir, descriptorPath, readFileSync(file, 'utf8'));
}

/** The same from the descriptor's text, for a caller that has to check the very bytes it read against a digest. */
export async function parseModelPackage(
  projectDir: string,
  descriptorPath: string,
  text: string,
): Promise<ModelPackage> {
  const value = await parseYaml(text, descriptorPath);
  await requireValid('model-package', value, descriptorPath);
  const pkg = value as ModelPackage;
  const findings = [...lintPackage(pkg, descriptorPath), ...missingFiles(projectDir, descriptorPath, pkg)];
  const [first] = sortFindings(findings);
  if (first !== undefined) {
    const more = findings.length === 1 ? '' : ` (and ${findings.length - 1} more)`;
    throw new AppError('MODEL-INVALID', first.message + more, {
      place: `${descriptorPath}#${String(first.args['pointer'])}`,
      hint: first.fix,
      details: { findings: sortFindings(findings) },
    });
  }
  return pkg;
}

/**
 * Project-relative paths of the descriptor and every file of the package, the descriptor first: what a lock binds.
 */
export function packageFiles(descriptorPath: string, pkg: ModelPackage): string[] {
  return [descriptorPath, ...pkg.files.map(({ path }) => besideDescriptor(descriptorPath, path))];
}

/** Project-relative path of a file named in the descriptor. */
export function besideDescriptor(descriptorPath: string, path: string): string {
  return posix.join(posix.dirname(descriptorPath), path);
}

async function parseYaml(text: string, place: string): Promise<unknown> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new AppError('INPUT-SYNTAX', `not readable as YAML: ${error.message.replace(/\s+/g, ' ')}`, {
      place: `${place}:${line}:${col}`,
      hint: 'correct the layout at this place',
    });
  }
  // No alias bombs: a package has no reason to repeat itself.
  return document.toJS({ maxAliasCount: 100 });
}

function missingFiles(projectDir: string, descriptorPath: string, pkg: ModelPackage): Finding[] {
  return pkg.files.flatMap(({ path }, index): Finding[] => {
    // As written, before it is joined: joining would fold a `..` away.
    refuseOutward(path, descriptorPath);
    try {
      containedFile(projectDir, besideDescriptor(descriptorPath, path), descriptorPath);
      return [];
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'INPUT-FILE-MISSING') throw error;
      return [
        {
          code: 'MODEL-FILE',
          severity: 'error',
          path: descriptorPath,
          message: error.message,
          fix: error.hint,
          args: { pointer: `/files/${index}/path`, file: path },
        },
      ];
    }
  });
}
