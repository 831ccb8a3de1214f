import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelPackage } from '../schema/types.js';
import { classesOnnx } from './onnx.testkit.js';
import { openOnnx } from './onnx.js';
import { lintPackage } from './package-rules.js';
import { tinyPackage } from './package.testkit.js';
import { checkOutputs, postprocess } from './postprocess.js';
import { softmax } from './steps/softmax.js';

const OUTPUTS: ModelPackage['outputs'] = [
  {
    name: 'grade',
    kind: 'classes',
    meaning: 'probability',
    classes: ['low', 'high'],
    scale: 'ordinal',
    range: [0, 1],
  },
];
const STEPS = [{ step: 'softmax' }, { step: 'select-classes', as: 'grade' }] as const;

/** A package of two grades, as it should be. */
function gradePackage(): ModelPackage {
  const pkg = tinyPackage();
  const [component] = pkg.components;
  component!.output = { name: 'logits', type: 'float32', shape: [1, 2, 1, 1] };
  component!.postprocess = [...STEPS];
  pkg.outputs = structuredClone(OUTPUTS);
  return pkg;
}

describe('scores of classes', () => {
  it('are probabilities after softmax, by hand', () => {
    // Logits 0 and ln 3: 1/4 and 3/4.
    const [output] = postprocess(Float32Array.of(0, Math.log(3)), STEPS, OUTPUTS);
    expect(output).toMatchObject({ kind: 'classes', name: 'grade' });
    if (output?.kind !== 'classes') throw new Error('no classes');
    expect(output.scores['low']).toBeCloseTo(0.25, 7);
    expect(output.scores['high']).toBeCloseTo(0.75, 7);
  });

  it('come out of a network in its order', async () => {
    const [component] = gradePackage().components;
    const session = await openOnnx(component!, classesOnnx([1, -2], [0, 3], [1, 1, 8, 8]));
    expect([...(await session.run(new Float32Array(64).fill(0.5)))]).toEqual([0.5, 2]);
    await session.close();
  });

  it('add up to 1 and keep their order, however large', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 }),
        (x) => {
          const p = softmax(Float64Array.from(x));
          expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
          x.forEach((a, i) => {
            x.forEach((b, j) => {
              if (a > b) expect(p[i]).toBeGreaterThanOrEqual(p[j]!);
            });
          });
        },
      ),
    );
  });

  it('stop at another number of values, and outside their range', () => {
    expect(() => postprocess(Float32Array.of(0, 1, 2), STEPS, OUTPUTS)).toThrow(
      /3 values, grade has 2 classes/,
    );
    const raw = postprocess(Float32Array.of(0, 3), [{ step: 'select-classes', as: 'grade' }], OUTPUTS);
    expect(() => checkOutputs(raw, OUTPUTS)).toThrow(/grade, high, is 3, outside its declared range 0 to 1/);
  });
});

describe('a package of classes', () => {
  const found = (change: (pkg: ModelPackage) => void): string[] => {
    const pkg = gradePackage();
    change(pkg);
    return lintPackage(pkg, 'model.yaml').map(({ message }) => message);
  };

  it('has nothing to mend', () => {
    expect(found(() => undefined)).toEqual([]);
  });

  it.each<[string, (pkg: ModelPackage) => void, RegExp]>([
    [
      'a class more than values',
      (pkg) => Object.assign(pkg.outputs[0]!, { classes: ['a', 'b', 'c'] }),
      /3 classes, the output 1 × 2 × 1 × 1 has 2 values/,
    ],
    [
      'a class twice',
      (pkg) => Object.assign(pkg.outputs[0]!, { classes: ['a', 'a'] }),
      /class a stands twice/,
    ],
    [
      'one value as classes',
      (pkg) => (pkg.components[0]!.postprocess = [{ step: 'select', index: 0, as: 'grade' }]),
      /select cannot make grade, which is declared with kind classes/,
    ],
    [
      'classes as a score',
      (pkg) => (pkg.outputs = [{ name: 'grade', kind: 'score', meaning: 'm', range: [0, 1] }]),
      /select-classes cannot make grade, which is declared with kind score/,
    ],
  ])('refuses %s', (_name, change, words) => {
    expect(found(change).join('\n')).toMatch(words);
  });
});
