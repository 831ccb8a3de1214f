import type {
  CountRow,
  CurvePoint,
  DevelopmentOverlap,
  Endpoint,
  EstimateRow,
  OverlapMethod,
  Protocol,
  Results,
  ScoreRow,
  Verdict,
} from '../schema/types.js';

/** Plausible results from the score rows. Plain formulas: the page is under test here, not the statistics. */
export function fixtureResults(
  protocol: Protocol,
  rows: readonly ScoreRow[],
  inputs: Results['inputs'],
): Results {
  const estimates: Record<string, EstimateRow> = {};
  for (const endpoint of protocol.endpoints) {
    const unit = endpoint.unit ?? protocol.analysis.unit;
    const members = rows.filter((row) => row.unit === unit);
    const add = (
      code: string,
      list: ScoreRow[],
      analysis: EstimateRow['analysis'],
      subgroup: EstimateRow['subgroup'],
    ) => (estimates[code] = estimateRow(code, endpoint, unit, list, analysis, subgroup));
    add(`${endpoint.id}.1`, members, 'as-specified', null);
    add(
      `${endpoint.id}.2`,
      members.filter((row) => !row.failed),
      'completers-only',
      null,
    );
    let number = 1;
    for (const by of protocol.subgroups.by) {
      const variable = typeof by === 'string' ? by : by.variable;
      for (const level of [...new Set(rows.map((row) => row.subgroups[variable] ?? 'unknown'))].sort()) {
        const list = members.filter((row) => row.subgroups[variable] === level);
        const belowMinimum = list.length < protocol.subgroups.minimum;
        add(`${endpoint.id}.S${number}`, list, 'subgroup', { variable, level, belowMinimum });
        number += 1;
      }
    }
  }
  const verdicts = protocol.endpoints.map((endpoint): Verdict => {
    const row = estimates[`${endpoint.id}.1`]!;
    const printed = endpoint.criterion?.above;
    if (printed === undefined) {
      return {
        endpoint: endpoint.id,
        role: endpoint.role,
        verdict: 'no-criterion',
        row: row.code,
        criterion: null,
        arithmetic: 'estimated; nothing to judge',
      };
    }
    const value = Number.parseFloat(String(printed)) / 100;
    const met = (row.lower ?? 0) > value;
    return {
      endpoint: endpoint.id,
      role: endpoint.role,
      verdict: met ? 'met' : 'not-met',
      row: row.code,
      criterion: { bound: 'lower', direction: 'above', value, printed: String(printed) },
      arithmetic: `lower limit ${row.lower ?? 0} ${met ? 'is' : 'is not'} above ${value}`,
    };
  });
  const family = verdicts.filter((verdict) => protocol.multiplicity.family.includes(verdict.endpoint));
  const weakest = estimates['E1.S4']!;
  return {
    kind: 'results',
    schemaVersion: 1,
    isEvidence: true,
    inputs,
    protocol: { id: protocol.id, version: protocol.version, title: protocol.title },
    model: { id: 'fractnet', version: '0.1', title: 'FractureNet' },
    data: { id: 'TEST-2', version: '1' },
    developmentOverlap: fixtureOverlap(),
    threshold: protocol.model.operatingPoint?.threshold ?? null,
    estimates,
    counts: Object.fromEntries(countRows(protocol, rows).map((row) => [row.code, row])),
    curves: [
      { endpoint: 'E3', kind: 'roc', unit: 'image', points: roc(rows.filter((row) => row.unit === 'image')) },
    ],
    verdicts,
    overall: {
      verdict: family.every((verdict) => verdict.verdict === 'met') ? 'met' : 'not-met',
      procedure: 'all-must-pass',
      family: protocol.multiplicity.family,
      arithmetic: family.map((verdict) => `${verdict.endpoint} ${verdict.verdict}`).join(', '),
      weakestSubgroup: {
        row: weakest.code,
        text: `E1 sensitivity, ${weakest.subgroup!.variable} ${weakest.subgroup!.level}: ${weakest.printed.estimate} [${weakest.printed.lower}, ${weakest.printed.upper}]`,
      },
    },
    failures: rows
      .filter((row) => row.unit === 'image' && row.failed)
      .map((row) => ({
        image: row.id,
        case: row.cluster,
        truth: row.truth === 1 ? 'positive' : 'negative',
        stage: 'decode',
        code: 'IMAGE-TRUNCATED',
        message: 'pixel data end before the last row',
      })),
  };
}

function cells(list: readonly ScoreRow[]): { tp: number; fp: number; fn: number; tn: number } {
  const out = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const row of list) {
    const decision = row.decision ?? 1 - row.truth;
    out[row.truth === 1 ? (decision === 1 ? 'tp' : 'fn') : decision === 1 ? 'fp' : 'tn'] += 1;
  }
  return out;
}

function fraction(metric: string, list: readonly ScoreRow[]): [number, number] | null {
  const { tp, fp, fn, tn } = cells(list);
  if (metric === 'sensitivity') return [tp, tp + fn];
  if (metric === 'specificity') return [tn, tn + fp];
  if (metric === 'ppv') return [tp, tp + fp];
  if (metric === 'npv') return [tn, tn + fn];
  if (metric === 'accuracy') return [tp + tn, tp + fp + fn + tn];
  return null;
}

function area(list: readonly ScoreRow[]): number {
  const positives = list.filter((row) => row.truth === 1);
  const negatives = list.filter((row) => row.truth === 0);
  let wins = 0;
  for (const p of positives) for (const n of negatives) wins += (p.score ?? -1) > (n.score ?? 2) ? 1 : 0;
  return positives.length * negatives.length === 0 ? 0 : wins / (positives.length * negatives.length);
}

function estimateRow(
  code: string,
  endpoint: Endpoint,
  unit: 'patient' | 'image',
  list: readonly ScoreRow[],
  analysis: EstimateRow['analysis'],
  subgroup: EstimateRow['subgroup'],
): EstimateRow {
  const counts = fraction(endpoint.metric, list);
  const positives = list.filter((row) => row.truth === 1).length;
  const estimable = counts === null ? positives > 0 && positives < list.length : counts[1] > 0;
  const value = counts === null ? area(list) : counts[0] / counts[1];
  const [lower, upper] = wilson(value, counts === null ? list.length : counts[1]);
  const percent = counts !== null || endpoint.metric === 'balanced-accuracy';
  const show = (x: number, round: (x: number) => number): string =>
    percent ? `${(round(x * 1000) / 10).toFixed(1)} %` : (round(x * 1000) / 1000).toFixed(3);
  return {
    code,
    endpoint: endpoint.id,
    analysis,
    subgroup,
    metric: endpoint.metric,
    unit,
    status: estimable ? 'estimated' : 'not-estimable',
    reason: estimable ? null : 'no positive cases',
    estimate: estimable ? value : null,
    lower: estimable ? lower : null,
    upper: estimable ? upper : null,
    numerator: counts?.[0] ?? null,
    denominator: counts?.[1] ?? null,
    units: list.length,
    clusters: new Set(list.map((row) => row.cluster)).size,
    positives,
    negatives: list.length - positives,
    failed: list.filter((row) => row.failed).length,
    interval: {
      method: endpoint.interval.method,
      level: 0.95,
      sides: 'two',
      resamples: endpoint.interval.resamples ?? null,
      seed: endpoint.interval.resamples === undefined ? null : 20_261_123,
      flags: code === 'E8.S1' ? ['fell back to percentile'] : [],
      source: 'Wilson 1927, doi:10.1080/01621459.1927.10502953',
    },
    printed: {
      estimate: estimable ? show(value, Math.round) : 'n. e.',
      lower: estimable ? show(lower, Math.floor) : 'n. e.',
      upper: estimable ? show(upper, Math.ceil) : 'n. e.',
      counts:
        counts === null
          ? `${positives} positive, ${list.length - positives} negative ${unit}s`
          : `${counts[0]} of ${counts[1]} ${unit}s`,
    },
  };
}

function wilson(p: number, n: number): [number, number] {
  const z = 1.959963984540054;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

function roc(list: readonly ScoreRow[]): CurvePoint[] {
  const thresholds = [...new Set(list.flatMap((row) => (row.score === null ? [] : [row.score])))].sort(
    (a, b) => b - a,
  );
  const rate = (truth: number, threshold: number): number => {
    const of = list.filter((row) => row.truth === truth);
    return of.filter((row) => (row.score ?? 1 - row.truth) >= threshold).length / of.length;
  };
  return [
    { x: 0, y: 0, threshold: null },
    ...thresholds.map((threshold) => ({ x: rate(0, threshold), y: rate(1, threshold), threshold })),
    { x: 1, y: 1, threshold: null },
  ];
}

function countRows(protocol: Protocol, rows: readonly ScoreRow[]): CountRow[] {
  const out: CountRow[] = [];
  const next: Record<string, number> = {};
  const add = (
    prefix: string,
    group: CountRow['group'],
    label: string,
    value: number,
    at: Record<string, string>,
  ) => {
    next[prefix] = (next[prefix] ?? 0) + 1;
    out.push({
      code: `${prefix}.${next[prefix]}`,
      group,
      label,
      at,
      value,
      printed: value.toLocaleString('en-US'),
    });
  };
  const of = (unit: string): ScoreRow[] => rows.filter((row) => row.unit === unit);
  const flow = (step: string, label: string, excluded: number, keep: (row: ScoreRow) => boolean) => {
    for (const unit of ['image', 'patient']) {
      add('F', 'flow', `${label}, ${unit}s`, of(unit).filter(keep).length + excluded, { step, unit });
    }
  };
  flow('identified', 'identified in the data manifest', 2, () => true);
  flow('excluded:EX-1', 'excluded by EX-1 (not a diagnostic image)', 2, () => false);
  flow('included', 'included and run', 0, () => true);
  flow('failed', 'failed in the device, counted as worst case', 0, (row) => row.failed);
  flow('completed', 'completed by the device', 0, (row) => !row.failed);
  flow('analysed', 'in the primary analysis', 0, () => true);
  add('R', 'readers', 'readers in the reference standard', 3, {});
  add('R', 'readers', "Krippendorff's alpha, nominal", 0.812, {});
  const truths = [
    ['positive', 1],
    ['negative', 0],
  ] as const;
  for (const unit of ['patient', 'image']) {
    for (const [truth, t] of truths) {
      const value = of(unit).filter((row) => row.truth === t).length;
      add('P', 'population', `${unit}s ${truth}`, value, { variable: 'all', level: 'all', unit, truth });
      const member = of(unit).filter((row) => row.truth === t);
      const cell = (decision: string, n: number) =>
        add('X', 'cross-tabulation', `${unit}s: truth ${truth}, device ${decision}`, n, {
          unit,
          truth,
          decision,
        });
      cell('positive', member.filter((row) => row.decision === 1).length);
      cell('negative', member.filter((row) => row.decision === 0).length);
      cell('no result', member.filter((row) => row.failed).length);
      cell('total', member.length);
    }
  }
  for (const by of protocol.subgroups.by) {
    const variable = typeof by === 'string' ? by : by.variable;
    for (const level of [
      ...new Set(of('patient').map((row) => row.subgroups[variable] ?? 'unknown')),
    ].sort()) {
      for (const [truth, t] of truths) {
        const n = of('patient').filter((row) => row.truth === t && row.subgroups[variable] === level).length;
        add('P', 'population', `patients ${truth}, ${variable} ${level}`, n, {
          variable,
          level,
          unit: 'patient',
          truth,
        });
      }
    }
  }
  const at = { prevalence: '0.2' };
  add('T', 'per-thousand', 'of 1,000 patients have the condition', 200, { ...at, cell: 'positive' });
  add('T', 'per-thousand', 'of these are flagged', 174, { ...at, cell: 'true positive' });
  add('T', 'per-thousand', 'of these are missed', 26, { ...at, cell: 'false negative' });
  add('T', 'per-thousand', 'do not have the condition', 800, { ...at, cell: 'negative' });
  add('T', 'per-thousand', 'of these are flagged all the same', 104, { ...at, cell: 'false positive' });
  add('T', 'per-thousand', 'of these are rightly not flagged', 696, { ...at, cell: 'true negative' });
  for (const [endpoint, planned, attained] of [
    ['E1', 76, 77],
    ['E2', 86, 87],
  ] as const) {
    add('N', 'sample-size', `${endpoint}: planned`, planned, { endpoint, what: 'planned' });
    add('N', 'sample-size', `${endpoint}: attained`, attained, { endpoint, what: 'attained' });
  }
  return out;
}

/** One accepted near-duplicate, and series that the keys do not hold. */
function fixtureOverlap(): DevelopmentOverlap {
  const compared = (method: OverlapMethod['method'], more: Partial<OverlapMethod> = {}): OverlapMethod => ({
    method,
    state: 'compared',
    why: null,
    how: `how ${method} is compared`,
    unit: 'image',
    compared: 12,
    notCompared: 0,
    development: 4220,
    threshold: null,
    found: [],
    ...more,
  });
  return {
    keys: { path: 'model/development.keys.json', sha256: 'd'.repeat(64) },
    images: 12,
    cases: 10,
    methods: [
      compared('patient', { unit: 'case', compared: 10, development: 3800 }),
      compared('study'),
      { ...compared('series'), state: 'not-known', why: 'the keys hold no series UIDs', development: null },
      compared('instance'),
      compared('pixels', { unit: 'file' }),
      compared('near-duplicate', {
        unit: 'file',
        threshold: 0.96,
        found: [{ id: 'P1-1', likeness: 0.991, accepted: 'a phantom imaged at every site' }],
      }),
    ],
    unaccepted: 0,
  };
}
