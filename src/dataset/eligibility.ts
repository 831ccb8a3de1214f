import { nearestName } from '../schema/nearest.js';
import { EligibilityProblem, tokenise } from './eligibility-tokens.js';
import type { Token } from './eligibility-tokens.js';
import { FACT_VARIABLES } from './fact-variables.js';
import type { FactVariable } from './fact-variables.js';

/** A parsed eligibility expression. */
export type Expression =
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not'; of: Expression }
  | { kind: 'compare'; variable: string; operator: Operator; value: Literal }
  | { kind: 'in'; variable: string; values: Literal[] }
  | { kind: 'known'; variable: string }
  | { kind: 'flag'; variable: string };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Literal = string | number | boolean;

export type ParsedEligibility =
  | { expression: Expression; problem: null }
  /** `column` counts from 1 in the expression's text. */
  | { expression: null; problem: { column: number; message: string; fix: string } };

/**
 * Parses a rule such as `modality in ["DX", "CR"] and patient.ageYears >= 22`:
 *
 *     or      := and { "or" and }            and := not { "and" not }          not := "not" not | test
 *     test    := "(" or ")" | variable [ comparison ]
 *     comparison := ("=" | "==" | "!=" | "<" | "<=" | ">" | ">=") literal
 *                 | ["not"] "in" "[" literal { "," literal } "]" | "is" ("known" | "unknown")
 *     literal := number | "text" | true | false
 *
 * Only a yes-no variable may stand alone. Texts are compared exactly. Variables are those of `FACT_VARIABLES`.
 */
export function parseEligibility(text: string): ParsedEligibility {
  try {
    return { expression: new Parser(tokenise(text)).parse(), problem: null };
  } catch (thrown) {
    if (!(thrown instanceof EligibilityProblem)) throw thrown;
    const { column, message, fix } = thrown;
    return { expression: null, problem: { column, message, fix } };
  }
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  parse(): Expression {
    const expression = this.#or();
    const rest = this.#peek();
    if (rest.kind !== 'end') {
      throw new EligibilityProblem(
        rest.column,
        `"${rest.value}" stands after a complete rule`,
        'join rules with and, or',
      );
    }
    return expression;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#accept('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#accept('and')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    return this.#accept('not') ? { kind: 'not', of: this.#not() } : this.#test();
  }

  #test(): Expression {
    if (this.#accept('(')) {
      const inner = this.#or();
      this.#expect(')', 'the parenthesis is not closed');
      return inner;
    }
    const { name, variable } = this.#variable();
    if (this.#accept('is')) return this.#isKnown(name);
    if (this.#accept('not')) {
      this.#expect('in', 'after a variable, not can only begin "not in"');
      return { kind: 'not', of: { kind: 'in', variable: name, values: this.#list(name, variable) } };
    }
    if (this.#accept('in')) return { kind: 'in', variable: name, values: this.#list(name, variable) };
    const operator = this.#operator();
    if (operator !== null) return this.#compare(name, variable, operator);
    if (variable.type === 'yes-no') return { kind: 'flag', variable: name };
    throw new EligibilityProblem(
      this.#peek().column,
      `${name} is not compared with anything`,
      'add a comparison',
    );
  }

  #isKnown(variable: string): Expression {
    if (this.#accept('known')) return { kind: 'known', variable };
    this.#expect('unknown', 'after is comes known or unknown');
    return { kind: 'not', of: { kind: 'known', variable } };
  }

  #compare(name: string, variable: FactVariable, { value: symbol, column }: Token): Expression {
    const operator = (symbol === '==' ? '=' : symbol) as Operator;
    if (variable.type !== 'number' && operator !== '=' && operator !== '!=') {
      throw new EligibilityProblem(
        column,
        `${name} is no number: ${operator} has no meaning`,
        'use =, != or in',
      );
    }
    return { kind: 'compare', variable: name, operator, value: this.#literal(name, variable) };
  }

  #list(name: string, variable: FactVariable): Literal[] {
    this.#expect('[', 'after in comes a list in brackets');
    const values = [this.#literal(name, variable)];
    while (this.#accept(',')) values.push(this.#literal(name, variable));
    this.#expect(']', 'the list is not closed');
    return values;
  }

  #variable(): { name: string; variable: FactVariable } {
    const token = this.#next();
    if (token.kind !== 'name') {
      const found = token.kind === 'end' ? 'the rule ends' : `"${token.value}" stands`;
      throw new EligibilityProblem(token.column, `${found} where a variable is needed`, knownVariables());
    }
    const variable = Object.hasOwn(FACT_VARIABLES, token.value) ? FACT_VARIABLES[token.value] : undefined;
    if (variable === undefined) {
      const near = nearestName(token.value, Object.keys(FACT_VARIABLES));
      const fix = near === undefined ? knownVariables() : `did you mean ${near}`;
      throw new EligibilityProblem(token.column, `the variable ${token.value} is not known`, fix);
    }
    return { name: token.value, variable };
  }

  #literal(name: string, variable: FactVariable): Literal {
    const token = this.#next();
    if (variable.type === 'number' && token.kind === 'number') return Number(token.value);
    if (variable.type === 'text' && token.kind === 'text') return token.value;
    if (variable.type === 'yes-no' && (token.value === 'true' || token.value === 'false'))
      return token.value === 'true';
    const needed = { number: 'a number', text: 'a text in quotation marks', 'yes-no': 'true or false' }[
      variable.type
    ];
    const found = token.kind === 'end' ? 'nothing' : `"${token.value}"`;
    throw new EligibilityProblem(
      token.column,
      `${name} is compared with ${found}`,
      `compare it with ${needed}`,
    );
  }

  #operator(): Token | null {
    const token = this.#peek();
    if (token.kind !== 'symbol' || !['=', '==', '!=', '<', '<=', '>', '>='].includes(token.value))
      return null;
    return this.#next();
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', value: '', column: 1 };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #accept(value: string): boolean {
    const token = this.#peek();
    if (token.value !== value || (token.kind !== 'name' && token.kind !== 'symbol')) return false;
    this.#at += 1;
    return true;
  }

  #expect(value: string, message: string): void {
    const { column } = this.#peek();
    if (!this.#accept(value)) throw new EligibilityProblem(column, message, `write ${value} here`);
  }
}

function knownVariables(): string {
  return `known variables are ${Object.keys(FACT_VARIABLES).join(', ')}`;
}
