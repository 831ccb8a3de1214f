import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join, relative, sep } from 'node:path';
import { sha256OfJson, sha256 } from '../core/digest.js';
import { AppError, messageOf } from '../core/error.js';
import { compareText } from '../core/finding.js';
import { numeralsOf } from './number-check.js';

/** The files a document is made of: those of the program, overlaid by those of the project. */
export interface TemplateSet {
  /** Path below `templates/` → text. */
  files: ReadonlyMap<string, string>;
  /** Digest over path and digest of every file in use. */
  sha256: string;
  /** Paths the project has replaced or added. */
  overlaid: string[];
  /** Numerals in the prose of the program's own files. */
  prose: ReadonlySet<string>;
}

const PACKAGED = fileURLToPath(new URL('../../templates/', import.meta.url));

export async function loadTemplates(projectDir: string): Promise<TemplateSet> {
  const packaged = await textsBelow(PACKAGED);
  const own = await textsBelow(join(projectDir, 'templates'));
  const files = new Map([...packaged, ...own].sort(([a], [b]) => compareText(a, b)));
  const digests = [...files].map(([path, text]) => ({ path, sha256: sha256(text) }));
  const prose = new Set([...packaged].flatMap(([path, text]) => numeralsOf(proseOf(path, text))));
  return { files, sha256: sha256OfJson(digests), overlaid: [...own.keys()].sort(compareText), prose };
}

/** @throws AppError INPUT-FILE-MISSING */
export function templateText(templates: TemplateSet, path: string): string {
  const text = templates.files.get(path);
  if (text !== undefined) return text;
  throw new AppError('INPUT-FILE-MISSING', `the template ${path} is missing`, {
    place: `templates/${path}`,
    hint: 'reinstall the program',
  });
}

export function templateJson(templates: TemplateSet, path: string): unknown {
  return JSON.parse(templateText(templates, path)) as unknown;
}

/** A compiled document: the view in, HTML out. `helpers` are the only way a measured number reaches the page. */
export async function compileDocument(
  templates: TemplateSet,
  main: string,
  helpers: Record<string, (...args: string[]) => unknown>,
): Promise<(view: object) => string> {
  const { default: handlebars } = await import('handlebars');
  const environment = handlebars.create();
  // Strict: a name that the view does not have stops the rendering instead of leaving a hole in the page.
  const options = { strict: true, noEscape: false, preventIndent: true };
  for (const [path, text] of templates.files) {
    if (path.endsWith('.hbs')) environment.registerPartial(path.slice(0, -'.hbs'.length), text);
  }
  for (const [name, helper] of Object.entries(helpers)) {
    // Handlebars appends its own options object.
    environment.registerHelper(name, (...args: unknown[]) => helper(...(args.slice(0, -1) as string[])));
  }
  const render = environment.compile(templateText(templates, main), options);
  return (view) => {
    try {
      return render(view);
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('RENDER-FAILED', messageOf(cause), {
        place: `templates/${main}`,
        hint: 'correct the overlaid template, or remove it so that the program uses its own',
        cause,
      });
    }
  };
}

async function textsBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const texts = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(hbs|css|json)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    texts.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'));
  }
  return texts;
}

/** Of a Handlebars file: what is neither markup nor an expression. Figure specs are quoted whole. */
function proseOf(path: string, text: string): string {
  if (path === 'words.json') return withoutValues(text);
  if (path.endsWith('.json')) return text;
  return path.endsWith('.hbs') ? text.replace(/\{\{[\s\S]*?\}\}/g, ' ').replace(/<[^>]*>/g, ' ') : '';
}

/** Words for values of headers hold numerals of their own (JPEG 2000); those are quoted, never free on a page. */
function withoutValues(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as Record<string, unknown>), values: null });
}
