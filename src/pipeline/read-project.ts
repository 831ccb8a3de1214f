import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import { caseFlow } from '../dataset/case-flow.js';
import { readModelPackage } from '../model/package.js';
import { checkProtocol } from '../protocol/read.js';
import type { LintContext } from '../protocol/lint-context.js';
import { cappedAgeDoubt } from '../dataset/capped-age-rules.js';
import { parseEligibility } from '../dataset/eligibility.js';
import { FACT_VARIABLES } from '../dataset/fact-variables.js';
import type { CaseFlow } from '../schema/case-flow.js';
import type { DataManifest, ModelPackage, Protocol } from '../schema/types.js';
import { manifestAt } from './read-set.js';

export interface ReadSet {
  manifest: DataManifest;
  flow: CaseFlow;
}

/** Everything a project declares, read and consistent in itself; no reference standard is opened. */
export interface ReadProject {
  protocol: Protocol;
  /** Relative to the project. */
  protocolPath: string;
  model: ModelPackage;
  test: ReadSet;
  rehearsal: ReadSet;
  /** Warnings of the protocol. */
  findings: Finding[];
}

/** @throws AppError INPUT-FINDINGS when the protocol has an error finding; what reading throws is passed on */
export async function readProject(projectDir: string): Promise<ReadProject> {
  const { protocol, protocolPath, findings } = await readLintedProtocol(projectDir);
  const errors = findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (protocol === null || first !== undefined) throw protocolFindings(protocolPath, errors);
  const model = await readModelPackage(projectDir, protocol.model.package);
  const read = async (path: string): Promise<ReadSet> => {
    const manifest = await manifestAt(projectDir, path);
    return { manifest, flow: caseFlow(manifest, protocol.data.eligibility) };
  };
  return {
    protocol,
    protocolPath,
    model,
    test: await read(protocol.data.test),
    rehearsal: await read(protocol.data.rehearsal),
    findings,
  };
}

/** @param facts of model and data that let the rules say more, such as the power at the number of units at hand */
export async function readLintedProtocol(
  projectDir: string,
  facts: Omit<LintContext, 'path' | 'locate'> = {},
): Promise<{ protocol: Protocol | null; protocolPath: string; findings: Finding[] }> {
  const protocolPath = existsSync(join(projectDir, 'protocol.yaml')) ? 'protocol.yaml' : 'protocol.json';
  const bytes = bytesOf(projectDir, protocolPath);
  const { protocol, findings } = await checkProtocol(bytes, protocolPath, {
    parseEligibility: (text) => parseEligibility(text).problem,
    cappedAgeDoubt,
    variables: Object.keys(FACT_VARIABLES),
    numericVariables: Object.keys(FACT_VARIABLES).filter((name) => FACT_VARIABLES[name]?.type === 'number'),
    ...facts,
  });
  return { protocol, protocolPath, findings };
}

function bytesOf(projectDir: string, path: string): Buffer {
  try {
    return readFileSync(join(projectDir, path));
  } catch (cause) {
    throw new AppError('INPUT-FILE-UNREADABLE', `the protocol cannot be read (${messageOf(cause)})`, {
      place: path,
      hint: 'check that it is a file and that you may read it',
      cause,
    });
  }
}

function protocolFindings(protocolPath: string, errors: readonly Finding[]): AppError {
  const count = `${errors.length} ${errors.length === 1 ? 'finding' : 'findings'}`;
  return new AppError('INPUT-FINDINGS', `the protocol has ${count}`, {
    place: protocolPath,
    hint: 'mend them; `veritome check` lists all',
    details: { findings: errors },
  });
}
