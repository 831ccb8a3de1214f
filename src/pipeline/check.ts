import { AppError } from '../core/error.js';
import { sortFindings, type Finding } from '../core/finding.js';
import { checkManifest } from '../dataset/check-manifest.js';
import { overlapFindings, overlapLines } from '../dataset/overlap-words.js';
import { readerAgreement } from '../dataset/reader-agreement.js';
import { projectReaders } from '../dataset/reader-key.js';
import { percentText } from '../protocol/percent.js';
import { plannedSizes } from '../protocol/planning.js';
import { levelText } from '../protocol/planning-level.js';
import { unitCounts } from '../protocol/unit-counts.js';
import type { DevelopmentOverlap, Protocol, ReferenceStandard } from '../schema/types.js';
import { developmentOverlap } from './development-overlap.js';
import type { NearProgress } from './development-overlap.js';
import { imageFindings } from './image-findings.js';
import { modelDataFindings, modelDataLines, modelDataVersions } from './model-data.js';
import { openRecords } from './records.js';
import { examineComparators, type ExaminedComparators } from './read-comparators.js';
import { readLintedProtocol, readProject, type ReadProject, type ReadSet } from './read-project.js';
import { examineReference } from './read-set.js';

export interface CheckReport {
  findings: Finding[];
  /** What was found to be in order, and the power at hand. */
  lines: string[];
  facts: Record<string, unknown>;
}

/** Everything that can be known to be wrong before anything runs. Writes nothing. */
export async function checkProject(project: string, onProgress?: NearProgress): Promise<CheckReport> {
  const { projectDir } = openRecords(project);
  const linted = await readLintedProtocol(projectDir);
  if (linted.protocol === null || linted.findings.some(({ severity }) => severity === 'error')) {
    return { findings: linted.findings, lines: [], facts: {} };
  }
  const { protocol } = linted;
  const findings: Finding[] = [];
  const read = await collect(findings, () => readProject(projectDir));
  if (read === undefined)
    return { findings: sortFindings([...linted.findings, ...findings]), lines: [], facts: {} };

  for (const set of [read.test, read.rehearsal]) {
    const leaveOut = [protocol.data.test, protocol.data.rehearsal];
    findings.push(...(await checkManifest(projectDir, set.manifest, { leaveOut })));
    findings.push(...(await imageFindings(projectDir, protocol, set)));
    findings.push(...undecided(set));
  }
  const overlap = await collect(findings, () => checkOverlap(projectDir, read, findings, onProgress));
  const modelData = await collect(findings, () => modelDataVersions(projectDir, protocol, read.model));
  findings.push(...modelDataFindings(modelData, protocol.model.package));
  const readers = await collect(findings, () =>
    projectReaders(projectDir, protocol.data.development ?? null),
  );
  const test = await collect(findings, () =>
    Promise.resolve(
      examineReference(
        projectDir,
        protocol.referenceStandard.file,
        read.test.manifest,
        protocol,
        readers ?? null,
      ),
    ),
  );
  const rehearsal = await collect(findings, () =>
    Promise.resolve(
      examineReference(
        projectDir,
        protocol.referenceStandard.rehearsalFile,
        read.rehearsal.manifest,
        protocol,
        readers ?? null,
      ),
    ),
  );
  findings.push(...(test?.findings ?? []), ...(rehearsal?.findings ?? []));
  const compared = [];
  for (const [which, set, examined] of [
    ['test', read.test, test],
    ['rehearsal', read.rehearsal, rehearsal],
  ] as const) {
    const reference = examined?.reference.rows ?? null;
    const done = await collect(findings, () =>
      Promise.resolve().then(() => examineComparators(projectDir, protocol, which, { ...set, reference })),
    );
    findings.push(...(done?.findings ?? []));
    if (which === 'test') compared.push(...(done?.coverage ?? []));
  }
  const counts = test === undefined ? {} : { counts: unitCounts(test.reference, protocol.classes) };
  const setIds = { test: read.test.manifest.id, rehearsal: read.rehearsal.manifest.id };
  const again = await readLintedProtocol(projectDir, { model: read.model, setIds, ...counts });
  const sizes =
    test === undefined ? [] : plannedSizes(protocol, unitCounts(test.reference, protocol.classes));
  return {
    findings: sortFindings([...again.findings, ...findings]),
    lines: [
      `protocol ${protocol.id} ${protocol.version}: ${again.findings.length === 0 ? 'no findings' : `${again.findings.length} findings`}`,
      ...setLines('test set', read.test),
      ...setLines('rehearsal set', read.rehearsal),
      ...modelDataLines(modelData),
      ...(overlap === undefined ? [] : overlapLines(overlap)),
      ...agreementLines(test?.reference.rows ?? [], protocol.classes),
      ...compared.map(comparatorLine),
      ...sizes.map((size) => {
        const power = size.expectation === null ? 'not known' : percentText(size.expectation.power);
        const what = size.counted === 'all' ? size.unit : `${size.counted.slice(0, -1)} ${size.unit}`;
        return `${size.endpoint} expects ${percentText(size.assumed)} with ${size.attained ?? '?'} ${what}s: power ${power}${levelText(size.level)} (wanted ${percentText(size.powerWanted)})`;
      }),
    ],
    facts: {
      protocol: { id: protocol.id, version: protocol.version },
      planning: sizes,
      overlap,
      modelData,
      ...(compared.length === 0
        ? {}
        : { comparators: compared.map(({ comparator, counts: of }) => ({ id: comparator.id, ...of })) }),
    },
  };
}

/** A thrown error about one thing becomes a finding, so that one call shows all that is wrong. */
async function collect<T>(findings: Finding[], read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.exitCode !== 2) throw thrown;
    const carried = thrown.details['findings'];
    if (Array.isArray(carried)) findings.push(...(carried as Finding[]));
    else {
      findings.push({
        code: thrown.code,
        severity: 'error',
        path: thrown.place ?? '.',
        message: thrown.message,
        fix: thrown.hint,
        args: {},
      });
    }
    return undefined;
  }
}

async function checkOverlap(
  projectDir: string,
  { protocol, test }: ReadProject,
  findings: Finding[],
  onProgress?: NearProgress,
): Promise<DevelopmentOverlap> {
  const record = await developmentOverlap(projectDir, protocol, test.manifest, onProgress);
  const { acceptedOverlap, test: place } = protocol.data;
  findings.push(...overlapFindings(record, acceptedOverlap, place));
  return record;
}

function agreementLines(rows: ReferenceStandard['rows'], classes: Protocol['classes']): string[] {
  const agreement = readerAgreement(rows, classes);
  if (agreement === null) return [];
  const { readers, images, unanimous, alpha } = agreement;
  const words = alpha.defined ? alpha.value.toFixed(2) : `undefined (${alpha.reason})`;
  return [
    `readers: ${readers}; all agree on ${unanimous} of ${images} images, Krippendorff's alpha ${words}`,
  ];
}

function comparatorLine({ comparator, counts }: ExaminedComparators['coverage'][number]): string {
  const { id, name, version, kind } = comparator;
  const gaps = counts.withoutResult === 0 ? '' : `, ${counts.withoutResult} without a result`;
  return `comparator ${id} ${name} ${version} (${kind}): ${counts.units} ${counts.unit}s${gaps}`;
}

/** One finding per rule, with the images it could not decide. */
function undecided({ flow, manifest }: ReadSet): Finding[] {
  const byRule = new Map<string, string[]>();
  for (const { rule, imageId } of flow.undecided) byRule.set(rule, [...(byRule.get(rule) ?? []), imageId]);
  return [...byRule].map(([rule, images]) => ({
    code: 'DATA-ELIGIBILITY-UNDECIDED',
    severity: 'warning',
    path: manifest.root,
    message: `${images.length} headers do not say what eligibility rule ${rule} asks; included all the same: ${shortList(images)}`,
    fix: 'complete the headers at their source, or accept that these cases are included',
    args: { rule, images: images.length },
  }));
}

function shortList(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
}

function setLines(name: string, { manifest, flow }: ReadSet): string[] {
  const left = flow.excluded.map(({ rule, images }) => `${images} excluded by ${rule}`);
  const versions = (manifest.versions ?? []).map(
    ({ path, md5, gitRevision }) =>
      `  ${path}: DVC md5 ${md5}${gitRevision === null ? '' : `, git ${gitRevision.slice(0, 12)}`}`,
  );
  const patients = new Set(
    manifest.images.filter(({ id }) => flow.included.includes(id)).map((image) => image.case),
  ).size;
  return [
    `${name} ${manifest.id} ${manifest.version}: ${flow.included.length} images of ${patients} patients${left.length > 0 ? `, ${left.join(', ')}` : ''}`,
    ...versions,
  ];
}
