import { AppError } from '../core/error.js';
import { ANNOTATION_LIMITS } from './limits.js';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
const SPACE = /[ \t\r\n]*/y;
const WORDS = ['true', 'false', 'null'] as const;

/** Called with the path of keys and indices that leads to a value, and where it starts. */
type OnValue = (path: readonly (string | number)[], at: number) => void;

interface Level {
  /** Null for a list. */
  keys: Set<string> | null;
  count: number;
}

/**
 * Walks JSON (RFC 8259) without building it: what is wrong is found with its line, which JSON.parse does not give;
 * nesting is bounded, and a key that stands twice in one object is refused, since JSON.parse would keep the last
 * without a word.
 * @throws AppError INPUT-SYNTAX, INPUT-DUPLICATE
 */
export function scanJson(text: string, place: string, onValue?: OnValue): void {
  const levels: Level[] = [];
  const path: (string | number)[] = [];
  let at = 0;
  const wrong = (what: string): AppError =>
    new AppError('INPUT-SYNTAX', what, {
      place: `${place}:${lineAt(text, at)}`,
      hint: 'export the file again as JSON (RFC 8259)',
    });
  const take = (form: RegExp): string | null => {
    form.lastIndex = at;
    const found = form.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const space = (): void => {
    take(SPACE);
  };
  /** Reads the key of the next member and stands before its value. */
  const key = (level: Level): void => {
    space();
    const quoted = takeString();
    const name = JSON.parse(quoted) as string;
    if (level.keys?.has(name) === true)
      throw new AppError('INPUT-DUPLICATE', 'a key stands twice in one object', {
        place: `${place}:${lineAt(text, at)}#${pointerOf(path.slice(0, -1))}`,
        hint: 'keep the one that is right',
      });
    level.keys?.add(name);
    space();
    if (text[at] !== ':') throw wrong('a colon is missing after a key');
    at += 1;
    path[path.length - 1] = name;
  };
  /** A regular expression over a text of many megabytes may exhaust the stack, so long texts are walked. */
  const takeString = (): string => {
    const from = at;
    if (text[at] !== '"') throw wrong('a key or text in quotation marks is missing');
    let end = at + 1;
    for (;;) {
      end = text.indexOf('"', end);
      if (end < 0) throw wrong('a text is not closed');
      let slashes = 0;
      while (text[end - 1 - slashes] === '\\') slashes += 1;
      if (slashes % 2 === 0) break;
      end += 1;
    }
    const quoted = text.slice(from, end + 1);
    if (quoted.length < 4096) {
      STRING.lastIndex = 0;
      if (STRING.exec(quoted)?.[0] !== quoted) throw wrong('a text holds a character that must be escaped');
    }
    at = end + 1;
    return quoted;
  };

  do {
    space();
    onValue?.(path, at);
    const first = text[at];
    let opened = false;
    if (first === '{' || first === '[') {
      at += 1;
      if (levels.length >= ANNOTATION_LIMITS.jsonDepth) throw wrong('is nested too deeply');
      const level = { keys: first === '{' ? new Set<string>() : null, count: 0 };
      space();
      if (text[at] === (first === '{' ? '}' : ']')) at += 1;
      else {
        levels.push(level);
        path.push(0);
        if (level.keys !== null) key(level);
        opened = true;
      }
    } else if (first === '"') takeString();
    else if (first !== undefined && /[-0-9]/.test(first)) {
      if (take(NUMBER) === null) throw wrong('is no number of JSON');
    } else {
      const word = WORDS.find((one) => text.startsWith(one, at));
      if (word === undefined) throw wrong(at >= text.length ? 'ends too early' : 'is no value of JSON');
      at += word.length;
    }
    while (!opened && levels.length > 0) {
      const level = levels.at(-1)!;
      space();
      if (text[at] === ',') {
        at += 1;
        level.count += 1;
        path[path.length - 1] = level.count;
        if (level.keys !== null) key(level);
        break;
      }
      if (text[at] !== (level.keys === null ? ']' : '}'))
        throw wrong(at >= text.length ? 'ends too early' : 'a comma or a closing bracket is missing');
      at += 1;
      levels.pop();
      path.pop();
    }
  } while (levels.length > 0);
  space();
  if (at < text.length) throw wrong('something follows after the end');
}

/** Line of the value a JSON pointer (RFC 6901) names, or of the nearest value around it. */
export function lineOfPointer(text: string, pointer: string): number {
  let [best, depth] = [0, -1];
  scanJson(text, '', (path, at) => {
    const own = pointerOf(path);
    if (path.length > depth && (pointer === own || pointer.startsWith(`${own}/`)))
      [best, depth] = [at, path.length];
  });
  return lineAt(text, best);
}

function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}
