import type { Protocol } from '../schema/types.js';
import type { LintContext, Report } from './lint-context.js';
import { checkClassEndpoints } from './rules-class-endpoints.js';

type Classes = NonNullable<Protocol['classes']>;

/**
 * A protocol either compares a score with a threshold or decides one of several classes. What belongs to one is needed
 * there and refused with the other (VP-04, VP-08), and classes must be those of the model.
 */
export function checkClasses(protocol: Protocol, context: LintContext, report: Report): void {
  const { classes } = protocol;
  checkClassEndpoints(protocol, report);
  if (classes === undefined) {
    checkThresholdStated(protocol, report);
    checkScoreModel(context, report);
    return;
  }
  checkNoThreshold(protocol, report);
  checkNames(classes, report);
  checkOrder(classes, report);
  checkIndeterminate(protocol, classes, report);
  checkClassModel(classes, context, report);
}

function checkThresholdStated({ model, analysis }: Protocol, report: Report): void {
  if (model.operatingPoint === undefined) {
    report(
      'VP-08',
      '/model',
      'model.operatingPoint is missing',
      'add the threshold with where it comes from, or declare classes where the model tells several apart',
    );
  }
  for (const [name, example] of [
    ['patientIsPositiveWhen', 'any image score >= threshold'],
    ['ties', 'positive-at-threshold'],
  ] as const) {
    if (analysis[name] !== undefined) continue;
    report('VP-04', '/analysis', `analysis.${name} is missing`, `add it, such as ${name}: ${example}`);
  }
}

function checkNoThreshold({ model, analysis }: Protocol, report: Report): void {
  const superfluous = (pointer: string, name: string, instead: string): void => {
    report(
      'CLASS-FIELD',
      pointer,
      `${name} is stated, and several classes have no threshold`,
      `remove it: ${instead} says how a class is decided`,
      { at: 'key' },
    );
  };
  if (model.operatingPoint !== undefined)
    superfluous('/model/operatingPoint', 'model.operatingPoint', 'classes.decision');
  if (analysis.patientIsPositiveWhen !== undefined)
    superfluous('/analysis/patientIsPositiveWhen', 'analysis.patientIsPositiveWhen', 'classes.patientClass');
  if (analysis.ties !== undefined) superfluous('/analysis/ties', 'analysis.ties', 'classes.decision.ties');
}

/** What the tables call the columns that are no class. */
const TAKEN = ['indeterminate', 'no result', 'total'];

function checkNames({ names }: Classes, report: Report): void {
  for (const [i, name] of names.entries()) {
    if (!TAKEN.includes(name.toLowerCase())) continue;
    report(
      'CLASS-NAME',
      `/classes/names/${i}`,
      `a class is called ${name}, as the tables of the report call a column of their own`,
      'give the class another name',
    );
  }
}

/** Higher and lower mean nothing among kinds. */
function checkOrder({ scale, decision, patientClass }: Classes, report: Report): void {
  if (scale === 'ordinal') return;
  if (patientClass === 'highest-class') {
    report(
      'CLASS-ORDER',
      '/classes/patientClass',
      'nominal classes have no highest one',
      'use patientClass: highest-mean-score, or scale: ordinal where the classes are grades',
    );
  }
  if (decision.ties !== 'indeterminate') {
    report(
      'CLASS-ORDER',
      '/classes/decision/ties',
      `nominal classes have no ${decision.ties === 'lower-class' ? 'lower' : 'higher'} one`,
      'use ties: indeterminate: the order of the names must decide nothing',
    );
  }
}

function checkIndeterminate({ analysis }: Protocol, { decision }: Classes, report: Report): void {
  const possible = decision.ties === 'indeterminate' || decision.minimumScore !== undefined;
  if (!possible || analysis.indeterminate === 'both-ways') return;
  report(
    'CLASS-INDETERMINATE',
    '/analysis/indeterminate',
    `indeterminate is none, yet ${decision.minimumScore === undefined ? 'ties leave' : 'the minimum score leaves'} images without a class`,
    'use indeterminate: both-ways; the judged analysis counts them as wrong',
  );
}

function checkClassModel(classes: Classes, { model }: LintContext, report: Report): void {
  const [output] = model?.outputs ?? [];
  if (output === undefined) return;
  const say = (pointer: string, message: string, fix: string): void =>
    report('CLASS-MODEL', pointer, message, fix);
  if (output.kind !== 'classes') {
    say(
      '/classes',
      `the model gives one score, ${output.name}, and no classes`,
      'remove classes and state model.operatingPoint, or declare the classes in the model package',
    );
    return;
  }
  if (output.classes.join('\n') !== classes.names.join('\n')) {
    say(
      '/classes/names',
      `the classes are ${classes.names.join(', ')}; those of ${output.name} of the model are ${output.classes.join(', ')}`,
      'name the classes of the model, in their order',
    );
  }
  if (output.scale !== classes.scale) {
    say('/classes/scale', `the scale is ${classes.scale}; the model says ${output.scale}`, 'make them agree');
  }
  const { minimumScore } = classes.decision;
  const [low, high] = output.range;
  if (minimumScore !== undefined && (minimumScore < low || minimumScore > high)) {
    say(
      '/classes/decision/minimumScore',
      `the minimum score ${minimumScore} lies outside the range of ${output.name}`,
      `the model gives ${low} to ${high}`,
    );
  }
}

function checkScoreModel({ model }: LintContext, report: Report): void {
  const [output] = model?.outputs ?? [];
  if (output?.kind !== 'classes') return;
  report(
    'CLASS-MODEL',
    '/model/package',
    `${output.name} of the model tells several classes apart, and the protocol declares none`,
    `add classes with names: [${output.classes.join(', ')}] in place of the threshold`,
  );
}
