import { readFile } from 'node:fs/promises';
import { AppError } from '../core/error.js';
import type { Estimator, Method, StatOptions } from './estimator.js';
import { estimators } from './estimators/index.js';
import { referencesOf } from './references.js';
import { parseStatInput, type StatInput } from './stat-input.js';

/** One number checked by hand, as `veritome stat … --json` prints it. */
export interface StatReport {
  estimator: string;
  title: string;
  method: string;
  source: string;
  status: 'estimated' | 'not-estimable';
  /** Why the estimate, or else its interval, does not exist; null when both do. */
  reason: string | null;
  estimate: number | 'Infinity' | '-Infinity' | null;
  lower: number | 'Infinity' | '-Infinity' | null;
  upper: number | 'Infinity' | '-Infinity' | null;
  /** Fraction. */
  level: number;
  n: number;
  /** Cases that share their score with another one; null where there is no score. */
  ties: number | null;
  /** Always 0: a gap in the input is an error, never a dropped case. */
  exclusions: 0;
  flags: readonly string[];
  details: Readonly<Record<string, number | 'Infinity' | '-Infinity' | null>>;
}

export interface StatRequest {
  estimator: string;
  /** CSV with a header line, or JSON. */
  file: string;
  /** The estimator's first method unless named. */
  method?: string;
  /** Fraction, 0.95 unless given. */
  level?: number;
  /** 1 unless given. */
  seed?: number;
  /** 10,000 unless given. */
  resamples?: number;
}

/** Estimators with their methods and sources, for `veritome stat --list`. */
export function listEstimators(): {
  name: string;
  title: string;
  needs: string;
  /** `references`: what finds each publication of the source, a DOI where it has one. */
  methods: { name: string; source: string; references: string[] }[];
}[] {
  return estimators.map(({ name, title, needs, methods }) => ({
    name,
    title,
    needs,
    methods: methods.map(({ name: method, source }) => ({
      name: method,
      source,
      references: referencesOf(source).map(({ kind, identifier }) =>
        kind === 'doi' ? `doi:${identifier}` : identifier,
      ),
    })),
  }));
}

/** @throws AppError for an unknown estimator or method, an unreadable file and values that mean nothing */
export async function stat(request: StatRequest): Promise<StatReport> {
  const estimator = find(estimators, request.estimator, 'estimator', 'veritome stat --list');
  const method =
    request.method === undefined
      ? firstOf(estimator)
      : find(
          estimator.methods,
          request.method,
          'method',
          estimator.methods.map(({ name }) => name).join(', '),
        );
  const text = await readInput(request.file);
  const options: StatOptions = {
    level: request.level ?? 0.95,
    seed: request.seed ?? 1,
    resamples: request.resamples ?? 10_000,
  };
  const input = parseStatInput(text, request.file);
  const { estimate, interval, n, ties, flags, details } = method.compute(input, options);
  const limits = interval?.defined === true ? interval.value : null;
  const reason = !estimate.defined ? estimate.reason : interval?.defined === false ? interval.reason : null;
  return {
    estimator: estimator.name,
    title: estimator.title,
    method: method.name,
    source: method.source,
    status: estimate.defined ? 'estimated' : 'not-estimable',
    reason,
    estimate: estimate.defined ? writable(estimate.value) : null,
    lower: limits === null ? null : writable(limits.lower),
    upper: limits === null ? null : writable(limits.upper),
    level: options.level,
    n,
    ties: ties ?? null,
    exclusions: 0,
    flags: [...(flags ?? []), ...independenceFlag(input, estimator, method.name)],
    details: Object.fromEntries(
      Object.entries(details ?? {}).map(([name, value]) => [name, value === null ? null : writable(value)]),
    ),
  };
}

/** Cases of one cluster are not independent: a method that takes them so says it. */
function independenceFlag(input: StatInput, { needs }: Estimator, method: string): string[] {
  // Every interval of such an estimator resamples whole clusters.
  if (needs.includes('cluster where patients repeat')) return [];
  if (!input.has('cluster') || /cluster|rao-scott|obuchowski|durkalski/.test(method)) return [];
  const labels = input.clusters('cluster', 0);
  return new Set(labels).size < labels.length
    ? ['clusters repeat: this interval takes the cases as independent']
    : [];
}

/** JSON has no infinities: they are written out. */
function writable(value: number): number | 'Infinity' | '-Infinity' {
  if (Number.isNaN(value))
    throw new AppError('DEFECT', 'an estimator answered with no number', { hint: 'report this as a defect' });
  return Number.isFinite(value) ? value : value > 0 ? 'Infinity' : '-Infinity';
}

function find<T extends { name: string }>(items: readonly T[], name: string, kind: string, known: string): T {
  const item = items.find((candidate) => candidate.name === name);
  if (item !== undefined) return item;
  throw new AppError('STATS-UNKNOWN', `no ${kind} ${name}`, { hint: `known: ${known}` });
}

function firstOf(estimator: Estimator): Method {
  const [method] = estimator.methods;
  if (method === undefined)
    throw new AppError('DEFECT', `${estimator.name} has no method`, { hint: 'report this as a defect' });
  return method;
}

async function readInput(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('INPUT-FILE-UNREADABLE', 'the file cannot be read', {
      place: file,
      hint: 'give the path of a CSV or JSON file',
      cause,
    });
  }
}
