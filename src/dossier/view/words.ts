import { Marked } from '../marked.js';

/** Field words for the codes of a protocol; data (`templates/words.json`), so that a user can translate them. */
export interface Words {
  metrics: Record<string, string>;
  methods: Record<string, string>;
  variables: Record<string, string>;
  /** Values of header facts that are codes. */
  values: Record<string, string>;
  actions: Record<string, string>;
  roles: Record<string, string>;
  designs: Record<string, string>;
  dataUses: Record<string, string>;
  dataSystems: Record<string, string>;
  dataChecks: Record<string, string>;
  overlapMethods: Record<string, string>;
  overlapUnits: Record<string, string>;
  procedures: Record<string, string>;
  /** One sentence on how each procedure works. */
  procedureSentences: Record<string, string>;
  outcomes: Record<string, string>;
  tests: Record<string, string>;
  comparatorKinds: Record<string, string>;
  comparatorGaps: Record<string, string>;
  hypotheses: Record<string, string>;
  conclusions: Record<string, string>;
}

export type WordList = keyof Words;

/** The word for a code; the code itself where the list has none. */
export function wordFor(words: Words, list: WordList, code: string): Marked {
  const word = words[list][code];
  return word === undefined ? new Marked('record', 'results', code) : new Marked('record', 'words', word);
}
