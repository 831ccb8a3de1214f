import type { ModelPackage } from '../schema/types.js';

interface BrokenRule {
  pointer: string;
  message: string;
  fix: string;
}

/**
 * Rules of outputs that hold several classes: the step that makes one has as many values as the output has classes, and
 * each output is made by the step of its kind.
 */
export function classRules({ components, outputs }: ModelPackage): BrokenRule[] {
  const broken: BrokenRule[] = [];
  components.forEach(({ output: { shape }, postprocess }, c) => {
    const length = shape.reduce((product, n) => product * n, 1);
    postprocess.forEach((step, s) => {
      if (!('as' in step)) return;
      const pointer = `/components/${c}/postprocess/${s}`;
      const declared = outputs.find(({ name }) => name === step.as);
      if (declared === undefined) return;
      const wanted = declared.kind === 'classes' ? 'select-classes' : 'select';
      if (step.step !== wanted) {
        broken.push({
          pointer: `${pointer}/step`,
          message: `${step.step} cannot make ${step.as}, which is declared with kind ${declared.kind}`,
          fix: `use the step ${wanted}, or declare the other kind`,
        });
      } else if (declared.kind === 'classes' && declared.classes.length !== length) {
        broken.push({
          pointer,
          message: `${step.as} has ${declared.classes.length} classes, the output ${shape.join(' × ')} has ${length} values`,
          fix: 'name one class a value, in the order of the output',
        });
      }
    });
  });
  outputs.forEach((output, i) => {
    if (output.kind !== 'classes') return;
    const names = output.classes.map((name) => name.normalize('NFC'));
    const twice = names.findIndex((name, n) => names.indexOf(name) !== n);
    if (twice >= 0) {
      broken.push({
        pointer: `/outputs/${i}/classes/${twice}`,
        message: `class ${output.classes[twice] ?? ''} stands twice`,
        fix: 'name each class once',
      });
    }
  });
  return broken;
}
