import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bonferroni } from './bonferroni.js';
import { fixedSequence } from './fixed-sequence.js';
import { graphicalGatekeeping, type TestingGraph } from './graphical-gatekeeping.js';
import { hochberg } from './hochberg.js';
import { holm } from './holm.js';
import { rejected } from './p-values.js';
import {
  bonferroniGraph,
  graphSteps,
  hochbergSteps,
  holmGraph,
  sequenceGraph,
  type RejectionSteps,
} from './rejection-steps.js';

const path = ({ steps }: RejectionSteps): [number, number, boolean][] =>
  steps.map(({ hypothesis, level, rejected: rejects }) => [hypothesis, level, rejects]);

describe('by hand', () => {
  it("Holm's bounds: 0.01 <= 0.05 / 3, then 0.02 <= 0.05 / 2, then 0.06 > 0.05", () => {
    const walked = graphSteps([0.02, 0.06, 0.01], holmGraph(3), 0.05);
    expect(path(walked)).toEqual([
      [2, 0.0166666666666667, true],
      [0, 0.025, true],
      [1, 0.05, false],
    ]);
    expect(walked.levels).toEqual([0.025, 0.05, 0.0166666666666667]);
  });

  it('Hochberg rejects at the largest p what Holm cannot begin with', () => {
    expect(path(hochbergSteps([0.03, 0.04], 0.05))).toEqual([
      [1, 0.05, true],
      [0, 0.05, true],
    ]);
    expect(path(hochbergSteps([0.03, 0.06], 0.05))).toEqual([
      [1, 0.05, false],
      [0, 0.025, false],
    ]);
    expect(graphSteps([0.03, 0.04], holmGraph(2), 0.05).rejected).toEqual([false, false]);
  });

  it('a fixed sequence stops at the first that is not rejected, and never reaches the next', () => {
    const walked = graphSteps([0.001, 0.01, 0.2], sequenceGraph([1, 2, 0]), 0.05);
    expect(path(walked)).toEqual([
      [1, 0.05, true],
      [2, 0.05, false],
    ]);
    expect(walked.levels).toEqual([0, 0.05, 0.05]);
  });

  // Figure 1 of Bretz, Posch, Glimm et al. 2011 (Biom J 53:894): two primary hypotheses with half of alpha each, two
  // secondary ones; a primary passes its share to its own secondary, a secondary to the other primary.
  const gatekeeping: TestingGraph = {
    weights: [0.5, 0.5, 0, 0],
    transitions: [
      [0, 0, 1, 0],
      [0, 0, 0, 1],
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ],
  };

  it('the example of graph_test_shortcut (R graphicalMCP 0.2.5): H2, H4 and H1, with adjusted p 0.02', () => {
    const p = [0.018, 0.01, 0.105, 0.006];
    const walked = graphSteps(p, gatekeeping, 0.025);
    expect(path(walked)).toEqual([
      [1, 0.0125, true],
      [3, 0.0125, true],
      [0, 0.025, true],
      [2, 0.025, false],
    ]);
    const adjusted = [0.02, 0.02, 0.105, 0.02];
    graphicalGatekeeping(p, gatekeeping).forEach((value, i) => expect(value).toBeCloseTo(adjusted[i]!, 12));
    // The graph of its vignette on shortcut testing: primaries also pass half of their share to each other.
    const shared: TestingGraph = {
      weights: [0.5, 0.5, 0, 0],
      transitions: [
        [0, 0.5, 0.5, 0],
        [0.5, 0, 0, 0.5],
        [0, 1, 0, 0],
        [1, 0, 0, 0],
      ],
    };
    expect(graphSteps(p, shared, 0.025).rejected).toEqual([true, true, false, true]);
    [0.024, 0.02, 0.105, 0.024].forEach((value, i) =>
      expect(graphicalGatekeeping(p, shared)[i]!).toBeCloseTo(value, 12),
    );
  });

  it('gatekeeping: alpha / 2 goes from H1 to H3, from H3 to H2, from H2 to H4', () => {
    const walked = graphSteps([0.01, 0.04, 0.02, 0.06], gatekeeping, 0.05);
    expect(path(walked)).toEqual([
      [0, 0.025, true],
      [2, 0.025, true],
      [1, 0.05, true],
      [3, 0.05, false],
    ]);
    expect(walked.steps.map(({ levels }) => levels)).toEqual([
      [0, 0.025, 0.025, 0],
      [0, 0.05, 0, 0],
      [0, 0, 0, 0.05],
      [0, 0, 0, 0.05],
    ]);
  });
});

const pValue = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.06, noNaN: true }),
);
const pValues = (maxLength: number) => fc.array(pValue, { minLength: 1, maxLength });
const ALPHA = 0.05;

/** Any graph: rows and weights that sum to at most 1. */
const anyGraph = (n: number): fc.Arbitrary<TestingGraph> => {
  const shares = fc.array(fc.nat(4), { minLength: n + 1, maxLength: n + 1 });
  return fc.tuple(shares, fc.array(shares, { minLength: n, maxLength: n })).map(([weights, rows]) => {
    const share = (list: number[], own = -1): number[] => {
      const kept = list.map((value, i) => (i === own ? 0 : value));
      const sum = kept.reduce((a, b) => a + b, 0);
      return kept.slice(0, n).map((value) => (sum === 0 ? 0 : value / sum));
    };
    return { weights: share(weights), transitions: rows.map((row, i) => share(row, i)) };
  });
};

describe('steps and adjusted p values decide alike', () => {
  it('Holm, Hochberg, Bonferroni', () => {
    fc.assert(
      fc.property(pValues(6), (p) => {
        expect(graphSteps(p, holmGraph(p.length), ALPHA).rejected).toEqual(rejected(holm(p), ALPHA));
        expect(hochbergSteps(p, ALPHA).rejected).toEqual(rejected(hochberg(p), ALPHA));
        const equal = bonferroniGraph(p.map(() => 1 / p.length));
        expect(graphSteps(p, equal, ALPHA).rejected).toEqual(rejected(bonferroni(p), ALPHA));
      }),
    );
  });

  it('fixed sequence in any order', () => {
    const inOrder = pValues(6).chain((p) =>
      fc.tuple(fc.constant(p), fc.shuffledSubarray([...p.keys()], { minLength: p.length })),
    );
    fc.assert(
      fc.property(inOrder, ([p, order]) => {
        const walked = graphSteps(p, sequenceGraph(order), ALPHA).rejected;
        const adjusted = rejected(fixedSequence(order.map((i) => p[i]!)), ALPHA);
        expect(order.map((i) => walked[i])).toEqual(adjusted);
      }),
    );
  });

  it('any graph, and every rejection at its own level', () => {
    const cases = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.tuple(fc.array(pValue, { minLength: n, maxLength: n }), anyGraph(n)));
    fc.assert(
      fc.property(cases, ([p, graph]) => {
        const walked = graphSteps(p, graph, ALPHA);
        expect(walked.rejected).toEqual(rejected(graphicalGatekeeping(p, graph), ALPHA));
        for (const step of walked.steps)
          expect(p[step.hypothesis]! <= step.level + 1e-12).toBe(step.rejected);
        walked.rejected.forEach((rejects, i) =>
          expect(p[i]! <= walked.levels[i]! + 1e-12 || !rejects).toBe(true),
        );
      }),
    );
  });

  it('Bonferroni within Holm within Hochberg', () => {
    fc.assert(
      fc.property(pValues(6), (p) => {
        const b = graphSteps(p, bonferroniGraph(p.map(() => 1 / p.length)), ALPHA).rejected;
        const h = graphSteps(p, holmGraph(p.length), ALPHA).rejected;
        const up = hochbergSteps(p, ALPHA).rejected;
        p.forEach((_, i) => {
          expect(!b[i]! || h[i]!).toBe(true);
          expect(!h[i]! || up[i]!).toBe(true);
        });
      }),
    );
  });
});
