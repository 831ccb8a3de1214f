import type { Document, LineCounter, Node, Pair, ParsedNode } from 'yaml';
import { sortFindings, type Finding } from '../core/finding.js';
import { segmentsOf } from '../schema/schema-issue.js';
import { nowhere, type Locate, type Place } from './locator.js';

export interface Source {
  /** Plain data; undefined when the text could not be read. */
  value: unknown;
  locate: Locate;
  findings: Finding[];
}

/**
 * Reads YAML 1.2 (of which JSON is a part) with the place of everything in it. Refused is what a reader of the file
 * could misread or what could stand for more than it says: repeated keys, several documents, anchors and aliases,
 * tags, keys that are not text.
 */
export async function readYaml(text: string, path: string): Promise<Source> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const findings: Finding[] = [];
  const report = (code: string, offset: number, message: string, fix: string): void => {
    const { line, column } = placeOf(lines, offset);
    findings.push({ code, severity: 'error', path, line, column, message, fix, args: {} });
  };
  const unread = (): Source => ({ value: undefined, locate: nowhere, findings: sortFindings(findings) });
  let documents: Document.Parsed[];
  try {
    const parsed = yaml.parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
    documents = Array.isArray(parsed) ? parsed : [];
  } catch (thrown) {
    // Only nesting deeper than the call stack makes the parser throw.
    if (!(thrown instanceof RangeError)) throw thrown;
    report('YAML-SYNTAX', 0, 'is nested too deeply', 'a protocol has at most six levels');
    return unread();
  }
  const [document, second] = documents;
  const contents = document?.contents ?? null;
  if (document === undefined || contents === null) {
    const errors = document?.errors ?? [];
    if (errors.length === 0)
      report(
        'FILE-EMPTY',
        0,
        `${path} is empty`,
        'write the protocol here; veritome init makes one to start from',
      );
    reportErrors(errors, report);
    return unread();
  }
  reportErrors(document.errors, report);
  if (second !== undefined) {
    report(
      'YAML-DOCUMENTS',
      second.range[0],
      'a second document begins',
      'keep one protocol in one file; remove the line of three dashes',
    );
  }
  yaml.visit(document, {
    Alias: (_, node) =>
      report(
        'YAML-ALIAS',
        node.range?.[0] ?? 0,
        `alias *${node.source}`,
        'write the value out: what is signed must be readable in place',
      ),
    Node: (_, node) => {
      const start = node.range?.[0] ?? 0;
      if (!yaml.isAlias(node) && node.anchor !== undefined) {
        report('YAML-ALIAS', start, `anchor &${node.anchor}`, 'remove it: aliases are not read');
      }
      if (node.tag !== undefined)
        report(
          'YAML-TAG',
          start,
          `tag ${node.tag.replace('tag:yaml.org,2002:', '!!')}`,
          'remove it: values are text, numbers, true or false, lists and maps',
        );
    },
    Pair: (_, pair) => {
      const { key } = pair;
      if (yaml.isNode(key) && !(yaml.isScalar(key) && typeof key.value === 'string')) {
        report('YAML-KEY', key.range?.[0] ?? 0, 'a field name that is not text', 'put the name in quotes');
      }
    },
  });
  if (findings.length > 0) return unread();
  return { value: document.toJS(), locate: locator(contents, lines, yaml), findings };
}

interface SyntaxProblem {
  code: string;
  message: string;
  pos: [number, number];
}

type ReportAt = (code: string, offset: number, message: string, fix: string) => void;

/** One slip often breaks everything after it: the first ten say enough. */
const MOST_SYNTAX_FINDINGS = 10;

function reportErrors(errors: readonly SyntaxProblem[], report: ReportAt): void {
  const tooDeep = errors.find(({ message }) => message.includes('call stack'));
  if (tooDeep !== undefined) {
    report('YAML-SYNTAX', tooDeep.pos[0], 'is nested too deeply', 'a protocol has at most six levels');
    return;
  }
  for (const { code, message, pos } of errors.slice(0, MOST_SYNTAX_FINDINGS)) {
    if (code === 'DUPLICATE_KEY') {
      report('YAML-REPEATED-KEY', pos[0], 'this field stands twice', 'keep one of the two');
    } else {
      const words = lowerFirst(message.replace(/\s+/g, ' ').replace(/\.$/, ''));
      report('YAML-SYNTAX', pos[0], words, SYNTAX_ADVICE[code] ?? 'correct the layout here or just above');
    }
  }
}

const SYNTAX_ADVICE: Record<string, string> = {
  TAB_AS_INDENT: 'indent with spaces: YAML allows no tabs',
  BAD_INDENT: 'fields of one group start in the same column',
  MISSING_CHAR: 'close the bracket or quote, or put a space after the colon or comma',
  BLOCK_AS_IMPLICIT_KEY: 'put text that holds a colon in quotes',
  MULTILINE_IMPLICIT_KEY: 'a field is missing its colon, or a quote is not closed',
  BAD_SCALAR_START: 'put text that starts with a special character in quotes',
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function placeOf(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  // An empty text has no line yet.
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function locator(root: ParsedNode, lines: LineCounter, yaml: typeof import('yaml')): Locate {
  return (pointer, at = 'value') => {
    let node: Node | null = root;
    let key: Node | null = null;
    for (const segment of segmentsOf(pointer)) {
      const next: { key: Node | null; value: Node | null } | undefined = yaml.isMap(node)
        ? fieldOf(node.items as Pair<Node, Node | null>[], segment, yaml)
        : yaml.isSeq(node)
          ? itemOf(node.items as Node[], segment)
          : undefined;
      if (next === undefined) {
        // Not there: point at the name of what should hold it.
        return startOf(key ?? node, lines);
      }
      key = next.key ?? next.value;
      node = next.value;
      if (node === null) return startOf(key, lines);
    }
    return startOf(at === 'key' ? (key ?? node) : node, lines);
  };
}

function fieldOf(
  pairs: readonly Pair<Node, Node | null>[],
  name: string,
  yaml: typeof import('yaml'),
): { key: Node; value: Node | null } | undefined {
  const pair = pairs.find(({ key }) => yaml.isScalar(key) && String(key.value) === name);
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

function itemOf(items: readonly Node[], index: string): { key: null; value: Node } | undefined {
  const value = items[Number(index)];
  return value === undefined ? undefined : { key: null, value };
}

function startOf(node: Node | null, lines: LineCounter): Place | undefined {
  const offset = node?.range?.[0];
  return offset === undefined ? undefined : placeOf(lines, offset);
}
