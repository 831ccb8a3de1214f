/** What the reference says of an estimator beyond its title, its inputs and the sources of its methods. */
export interface ReferenceText {
  formula: string;
  assumes: string;
  undefinedWhen: string;
}

/** One page of docs/reference/estimators. */
export interface ReferencePage {
  /** File name without extension. */
  file: string;
  title: string;
  intro: string;
  /** Families of known answers (`veritome qualify`) that prove the kernels of this page. */
  families: readonly string[];
  entries: Readonly<Record<string, ReferenceText>>;
}

/** @param undefinedWhen reason in words, as after "not estimable when" */
export function text(formula: string, assumes: string, undefinedWhen: string): ReferenceText {
  return { formula, assumes, undefinedWhen };
}
