import type { Finding } from '../core/finding.js';
import type { ModelComponent, ModelPackage } from '../schema/types.js';
import { classRules } from './package-classes.js';

/** Rules across fields, which a schema cannot state. Every finding carries its JSON pointer in `args.pointer`. */
export function lintPackage(pkg: ModelPackage, path: string): Finding[] {
  const broken: { pointer: string; message: string; fix: string }[] = [];
  const rule = (holds: boolean, pointer: string, message: string, fix: string): void => {
    if (!holds) broken.push({ pointer, message, fix });
  };

  const roles = new Map(pkg.files.map(({ path: file, role }) => [file, role]));
  pkg.files.forEach(({ path: file }, i) => {
    const first = pkg.files.findIndex((other) => other.path === file);
    rule(first === i, `/files/${i}/path`, `file ${file} is listed twice`, 'list each file once');
  });
  pkg.dataVersion?.forEach(({ id, use, dvc, manifest }, i) => {
    rule(
      (dvc === undefined) !== (manifest === undefined),
      `/dataVersion/${i}`,
      `data version ${id} names ${dvc === undefined ? 'neither dvc nor manifest' : 'both dvc and manifest'}`,
      'name one of the two',
    );
    const first = pkg.dataVersion?.findIndex((other) => other.id === id && other.use === use);
    rule(first === i, `/dataVersion/${i}/id`, `data set ${id} stands twice for ${use}`, 'name each once');
  });
  duplicates(pkg.components.map(({ id }) => id)).forEach((id) =>
    rule(false, '/components', `two components have the id ${id}`, 'give each component its own id'),
  );
  duplicates(pkg.pipeline).forEach((id) =>
    rule(false, '/pipeline', `the pipeline names ${id} twice`, 'name each component once'),
  );
  pkg.pipeline.forEach((id, i) =>
    rule(
      pkg.components.some((component) => component.id === id),
      `/pipeline/${i}`,
      `the pipeline names ${id}, which is no component`,
      'name a component of this package',
    ),
  );
  pkg.components.forEach((component, i) => {
    const at = `/components/${i}`;
    rule(
      roles.get(component.file) === 'weights',
      `${at}/file`,
      `${component.file} is not listed under files with the role weights`,
      'list it, so that the lock binds it',
    );
    rule(
      pkg.pipeline.includes(component.id),
      at,
      `component ${component.id} stands in no pipeline`,
      'add it to the pipeline or remove it',
    );
    for (const { pointer, message, fix } of stepRules(component)) rule(false, at + pointer, message, fix);
  });
  const selected = pkg.components.flatMap(({ postprocess }) =>
    postprocess.flatMap((step) => ('as' in step ? [step.as] : [])),
  );
  duplicates([...selected, ...duplicates(pkg.outputs.map(({ name }) => name))]).forEach((name) =>
    rule(false, '/components', `output ${name} is made twice`, 'select each output once'),
  );
  pkg.outputs.forEach(({ name, range }, i) => {
    rule(
      selected.includes(name),
      `/outputs/${i}/name`,
      `no select step makes ${name}`,
      'add one, or remove the output',
    );
    rule(
      range[0] < range[1],
      `/outputs/${i}/range`,
      `range ${range[0]} to ${range[1]} is empty`,
      'write low, high',
    );
  });
  selected
    .filter((name) => !pkg.outputs.some((output) => output.name === name))
    .forEach((name) =>
      rule(false, '/outputs', `${name} is selected but not declared`, 'declare its meaning and range'),
    );
  for (const { pointer, message, fix } of classRules(pkg)) rule(false, pointer, message, fix);

  return broken.map(({ pointer, message, fix }) => ({
    code: 'MODEL-RULE',
    severity: 'error',
    path,
    message,
    fix,
    args: { pointer },
  }));
}

function stepRules(component: ModelComponent): { pointer: string; message: string; fix: string }[] {
  const broken: { pointer: string; message: string; fix: string }[] = [];
  const shape = component.input.shape;
  if (shape.length < 2 || shape.slice(0, -2).some((length) => length !== 1)) {
    broken.push({
      pointer: '/input/shape',
      message: `input shape ${shape.join(' × ')} is not 1 × … × rows × columns`,
      fix: 'the model takes one greyscale image at a time',
    });
  }
  component.preprocess.forEach((step, i) => {
    const pointer = `/preprocess/${i}`;
    if (
      step.step === 'scale-percentiles' &&
      !(0 <= step.lower && step.lower < step.upper && step.upper <= 100)
    ) {
      broken.push({
        pointer,
        message: `percentiles ${step.lower} and ${step.upper} are not ordered in 0 to 100`,
        fix: 'write lower < upper, in percent',
      });
    }
    if (step.step === 'normalise' && !(step.standardDeviation > 0)) {
      broken.push({
        pointer,
        message: 'the standard deviation is not above 0',
        fix: 'write that of the training data',
      });
    }
  });
  const lastResize = component.preprocess.findLast((step) => step.step === 'resize');
  const [rows, columns] = shape.slice(-2);
  if (lastResize !== undefined && (lastResize.rows !== rows || lastResize.columns !== columns)) {
    broken.push({
      pointer: '/input/shape',
      message: `preprocessing resizes to ${lastResize.rows} × ${lastResize.columns}, the input is ${shape.join(' × ')}`,
      fix: 'resize to the last two lengths of the input shape',
    });
  }
  const length = component.output.shape.reduce((product, n) => product * n, 1);
  component.postprocess.forEach((step, i) => {
    if (step.step === 'select' && step.index >= length) {
      broken.push({
        pointer: `/postprocess/${i}/index`,
        message: `index ${step.index} is outside the output of ${length} values`,
        fix: 'count from 0',
      });
    }
  });
  return broken;
}

function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}
