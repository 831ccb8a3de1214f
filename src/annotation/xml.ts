import { ANNOTATION_LIMITS } from './limits.js';
import { refused } from './refused.js';

/** An element of XML without its name space prefix. */
export interface XmlElement {
  name: string;
  /** Line of its opening tag, from 1. */
  line: number;
  text: string;
  children: XmlElement[];
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TAG = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/**
 * The part of XML 1.0 that files of annotations need: elements, text, attributes (passed over), comments, CDATA. A
 * document type is refused, so no entity can be declared, expanded or fetched. Size, depth, number of elements and
 * length of a tag are bounded.
 * @throws AppError INPUT-SYNTAX with the line
 */
export function parseXml(bytes: Uint8Array, path: string): XmlElement {
  if (bytes.length > ANNOTATION_LIMITS.xmlBytes)
    throw refused(path, 'the file is too large to be a reading', 'split it', 'INPUT-SYNTAX');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(path, 'is not UTF-8', 'save it as UTF-8', 'INPUT-SYNTAX');
  }
  const bad = (at: number, what: string): Error =>
    refused(
      `${path}:${text.slice(0, at).split('\n').length}`,
      what,
      'export the file again as plain XML without document type',
      'INPUT-SYNTAX',
    );
  const top: XmlElement = { name: '', line: 1, text: '', children: [] };
  const open = [top];
  let [at, elements, line, counted] = [0, 0, 1, 0];
  const skipTo = (end: string): string => {
    const found = text.indexOf(end, at);
    if (found < 0) throw bad(at, `${end} is missing`);
    const inside = text.slice(at, found);
    at = found + end.length;
    return inside;
  };
  while (at < text.length) {
    const current = open[open.length - 1]!;
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const raw = text.slice(at, next < 0 ? text.length : next);
      if (current === top && raw.trim() !== '') throw bad(at, 'text outside of the elements');
      const start = at;
      current.text += raw.replace(/&([^;&]{0,12});?/g, (_, name: string) => entity(name) ?? fail(start));
      at += raw.length;
    } else if (text.startsWith('<!--', at)) {
      at += 4;
      skipTo('-->');
    } else if (text.startsWith('<![CDATA[', at) && current !== top) {
      at += 9;
      current.text += skipTo(']]>');
    } else if (text.startsWith('<?', at)) skipTo('?>');
    else if (text.startsWith('<!', at)) throw bad(at, 'a document type or entity is declared');
    else {
      TAG.lastIndex = 0;
      const tag = TAG.exec(text.slice(at, at + ANNOTATION_LIMITS.xmlTagLength));
      if (tag === null) throw bad(at, 'a tag is not well formed');
      const name = (tag[2] ?? '').replace(/^.*:/, '');
      if (tag[1] === '/') {
        if (open.length === 1 || current.name !== name) throw bad(at, 'a closing tag does not fit');
        open.pop();
      } else {
        elements += 1;
        if (elements > ANNOTATION_LIMITS.xmlElements) throw bad(at, 'there are too many elements');
        if (current === top && top.children.length > 0) throw bad(at, 'there is a second root element');
        for (let i = text.indexOf('\n', counted); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
          line += 1;
          counted = i + 1;
        }
        const element = { name, line, text: '', children: [] };
        current.children.push(element);
        if (tag[4] !== '/') open.push(element);
        if (open.length > ANNOTATION_LIMITS.xmlDepth) throw bad(at, 'elements are nested too deeply');
      }
      at += tag[0].length;
    }
  }
  const root = top.children[0];
  if (root === undefined || open.length > 1) throw bad(text.length, 'the file ends before its elements do');
  return root;

  function fail(start: number): never {
    throw bad(start, 'an entity that XML does not define itself');
  }
}

function entity(name: string): string | undefined {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (number === null) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const code = number[1] === undefined ? Number(number[2]) : parseInt(number[1], 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
