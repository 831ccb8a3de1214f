import type { Estimable } from '../../core/estimable.js';
import {
  obuchowskiRockette,
  type Generalization,
  type OrAnalysis,
  type OrEstimate,
} from '../../stats/readers/obuchowski-rockette.js';
import { oneModality, orComponents, orVariances } from '../../stats/readers/or-components.js';
import type { ReaderPerformance } from '../../stats/readers/reader-performance.js';
import { answerOf, type Answer } from '../family.js';

/** Keys in the words of RJafroc; lists of the F test are [treatment, error], intervals are not clipped. */
export function rjafrocAnswers(
  performance: Estimable<ReaderPerformance>,
  level: number,
): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  if (!performance.defined) return answers;
  const { readers, modalities, value } = performance.value;
  const components = orComponents(performance.value);
  const variances = orVariances(components, true);
  answers['foms'] = Array.from({ length: modalities }, (_, i) =>
    Array.from(value.slice(i * readers, (i + 1) * readers)),
  );
  answers['varcomp.VarR'] = variances.defined ? variances.value.reader : null;
  answers['varcomp.VarTR'] = variances.defined ? variances.value.interaction : null;
  answers['varcomp.Cov1'] = components.cov1;
  answers['varcomp.Cov2'] = components.cov2;
  answers['varcomp.Cov3'] = components.cov3;
  answers['varcomp.Var'] = components.variance;
  const kinds: [string, Generalization][] = [
    ['rrrc', 'random-readers-and-cases'],
    ['frrc', 'fixed-readers'],
    ['rrfc', 'fixed-cases'],
  ];
  for (const [name, generalization] of kinds) {
    const analysis = obuchowskiRockette(performance.value, { generalization, level });
    putTest(answers, name, analysis);
    const z = name === 'frrc';
    putEstimates(answers, `${name}.pairwise`, analysis.pairwise.defined ? analysis.pairwise.value : [], z);
    putEstimates(
      answers,
      `${name}.modality`,
      analysis.modalities.map((m) => (m.defined ? m.value : null)),
      z,
    );
    answers[`${name}.modality.Cov2`] = Array.from(
      { length: modalities },
      (_, i) => orComponents(oneModality(performance.value, i)).cov2,
    );
  }
  return answers;
}

function putTest(answers: Record<string, Answer>, name: string, { components, equality }: OrAnalysis): void {
  const test = equality.defined ? equality.value : null;
  const treatment = answerOf(components.msTreatment);
  if (name === 'frrc') {
    answers['frrc.ftest.MS'] = [treatment, test?.denominator ?? null];
    answers['frrc.ftest.Chisq'] = [test?.statistic ?? null, null];
    answers['frrc.ftest.DF'] = [test?.df1 ?? null, null];
  } else {
    answers[`${name}.ftest.MS`] = [treatment, test?.denominator ?? answerOf(components.msInteraction)];
    answers[`${name}.ftest.${name === 'rrrc' ? 'FStat' : 'F'}`] = [test?.statistic ?? null, null];
    answers[`${name}.ftest.DF`] = [test?.df1 ?? null, test?.df2 ?? null];
  }
  answers[`${name}.ftest.p`] = [test?.p ?? null, null];
}

function putEstimates(
  answers: Record<string, Answer>,
  prefix: string,
  estimates: readonly (OrEstimate | null)[],
  z: boolean,
): void {
  const each = (f: (estimate: OrEstimate) => Answer): Answer =>
    estimates.map((estimate) => (estimate === null ? null : f(estimate)));
  answers[`${prefix}.Estimate`] = each((e) => e.estimate);
  answers[`${prefix}.StdErr`] = each((e) => e.standardError);
  answers[`${prefix}.DF`] = each((e) => (e.standardError === 0 ? null : e.df));
  answers[`${prefix}.${z ? 'z' : 't'}`] = each((e) => answerOf(e.statistic));
  answers[`${prefix}.PrGT${z ? 'z' : 't'}`] = each((e) => answerOf(e.p));
  answers[`${prefix}.CILower`] = each((e) => (e.interval.defined ? e.interval.value.lower : null));
  answers[`${prefix}.CIUpper`] = each((e) => (e.interval.defined ? e.interval.value.upper : null));
}
