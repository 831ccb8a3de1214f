import type { MetricParameters } from '../schema/analysis-plan.js';

/** What the protocol adds to a metric's name, in words for the results; empty for a metric that needs nothing. */
export function definitionOf(
  { fixedAt, range, bins, thresholdProbability }: MetricParameters,
  positiveClass?: string,
): string {
  const parts = [
    positiveClass === undefined ? '' : `${positiveClass} against the rest`,
    fixedAt === null ? '' : `fixed at ${percent(fixedAt)}`,
    range === null ? '' : `${range.of} ${percent(range.from)} to ${percent(range.to)}`,
    bins === null ? '' : `${bins.count} ${bins.rule} bins`,
    thresholdProbability === null ? '' : `threshold probability ${percent(thresholdProbability)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** 0.07 is 7.000000000000001 in hundredths: twelve digits are what a protocol can state. */
function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(12))} %`;
}
