/** One token of an eligibility expression; columns count from 1. */
export interface Token {
  kind: 'name' | 'number' | 'text' | 'symbol' | 'end';
  /** Name, symbol, or the content of a text. */
  value: string;
  column: number;
}

/** Where an expression is wrong; becomes a finding of `check`. */
export class EligibilityProblem extends Error {
  readonly column: number;
  readonly fix: string;

  constructor(column: number, message: string, fix: string) {
    super(message);
    this.name = 'EligibilityProblem';
    this.column = column;
    this.fix = fix;
  }
}

/** Longer expressions are refused: nobody can review them, and parsing stays shallow. */
const MAXIMUM_LENGTH = 1000;

const PATTERN =
  /(?<space>\s+)|(?<number>-?\d+(?:\.\d+)?(?![\w.]))|(?<name>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(?<text>"[^"\n]*")|(?<symbol><=|>=|!=|==|=|<|>|\(|\)|\[|\]|,)/y;

/** @throws EligibilityProblem */
export function tokenise(text: string): Token[] {
  if (text.length > MAXIMUM_LENGTH) {
    throw new EligibilityProblem(
      MAXIMUM_LENGTH + 1,
      `the expression has ${text.length} characters, ${MAXIMUM_LENGTH} are allowed`,
      'split it into several exclusion rules',
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(text)?.groups;
    if (groups === undefined) throw strange(text, at);
    const column = at + 1;
    at = PATTERN.lastIndex;
    if (groups['number'] !== undefined) tokens.push({ kind: 'number', value: groups['number'], column });
    else if (groups['name'] !== undefined) tokens.push({ kind: 'name', value: groups['name'], column });
    else if (groups['text'] !== undefined)
      tokens.push({ kind: 'text', value: groups['text'].slice(1, -1), column });
    else if (groups['symbol'] !== undefined) tokens.push({ kind: 'symbol', value: groups['symbol'], column });
  }
  tokens.push({ kind: 'end', value: '', column: text.length + 1 });
  return tokens;
}

function strange(text: string, at: number): EligibilityProblem {
  const character = text[at] ?? '';
  if (character === '"')
    return new EligibilityProblem(at + 1, 'a text is not closed', 'end it with a quotation mark');
  if (character === "'") {
    return new EligibilityProblem(at + 1, "a text stands in '…'", 'put texts into double quotation marks');
  }
  return new EligibilityProblem(
    at + 1,
    `"${character}" does not belong into an eligibility expression`,
    'use variables, numbers, "texts", =, !=, <, <=, >, >=, in [ … ], is known, and, or, not, ( )',
  );
}
