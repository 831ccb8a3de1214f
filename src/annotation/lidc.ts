import type { Annotation, AnnotationSet, Contour } from './annotation.js';
import type { ReaderPseudonym } from './reader-names.js';
import { refused } from './refused.js';
import { parseXml } from './xml.js';
import type { XmlElement } from './xml.js';

const HINT = 'give the XML of a CT reading of the LIDC-IDRI collection (root LidcReadMessage)';

export interface LidcReading {
  root: string;
  seriesUid: string | null;
  studyUid: string | null;
  /** Readers in the order of the file, also those who marked nothing. */
  readers: string[];
  set: AnnotationSet;
}

/**
 * A CT reading in the form of LIDC-IDRI: several readers who are not matched with each other. The pixels of an edge
 * map lie just outside of the nodule; a contour whose inclusion is FALSE is a hole. Labels are `nodule-ge-3mm`,
 * `nodule-lt-3mm` and `non-nodule`. What the file calls its readers is not kept.
 * @throws AppError INPUT-SYNTAX for XML that is not well formed, INPUT-SCHEMA for another root or a broken entry
 */
export function readLidc(bytes: Uint8Array, path: string, pseudonym: ReaderPseudonym = null): LidcReading {
  const root = parseXml(bytes, path);
  if (root.name !== 'LidcReadMessage') {
    const radiograph = root.name === 'IdriReadMessage';
    throw refused(
      path,
      radiograph ? 'is a reading of a chest radiograph (IdriReadMessage), not of a CT' : 'is no LIDC reading',
      HINT,
    );
  }
  const header = root.children.find(({ name }) => name === 'ResponseHeader');
  const sessions = root.children.filter(({ name }) => name === 'readingSession');
  const readers = readersOf(sessions, pseudonym);
  const annotations: Annotation[] = [];
  sessions.forEach((session, i) => {
    const reader = readers[i] ?? '';
    for (const mark of session.children) {
      if (mark.name === 'unblindedReadNodule') annotations.push(readNodule(mark, path, reader));
      else if (mark.name === 'nonNodule') annotations.push(readNonNodule(mark, path, reader));
    }
  });
  const series = header === undefined ? null : textOf(header, /^SeriesInstanceUid$/i);
  return {
    root: root.name,
    seriesUid: series,
    studyUid: header === undefined ? null : textOf(header, /^StudyInstanceUid$/i),
    readers,
    set: {
      format: 'lidc',
      categories: ['nodule-ge-3mm', 'nodule-lt-3mm', 'non-nodule'].map((name) => ({ number: null, name })),
      images: [{ id: series ?? path, fileName: null, columns: null, rows: null }],
      annotations: annotations.map((annotation) => ({ ...annotation, image: series ?? path })),
    },
  };
}

/**
 * By keyed hash where a key is given and the file tells its readers apart; the collection itself calls most of them
 * "anonymous". Else numbered in the order of the file.
 */
function readersOf(sessions: readonly XmlElement[], pseudonym: ReaderPseudonym): string[] {
  const ids = sessions.map((session) => textOf(session, /^servicingRadiologistID$/i) ?? '');
  const apart = new Set(ids).size === ids.length && !ids.includes('');
  return ids.map((id, i) => (pseudonym !== null && apart ? pseudonym(id) : `reader-${i + 1}`));
}

function readNodule(mark: XmlElement, path: string, reader: string): Annotation {
  const contours = mark.children
    .filter(({ name }) => name === 'roi')
    .map((roi) => ({
      ...planeOf(roi, path),
      inclusion: inclusionOf(roi, path),
      pixels: roi.children.filter(({ name }) => name === 'edgeMap').flatMap((edge) => pixelOf(edge, path)),
    }));
  if (contours.length === 0 || contours.some(({ pixels }) => pixels.length === 0))
    throw refused(`${path}:${mark.line}`, 'a nodule has no outline', HINT);
  const rated = (mark.children.find(({ name }) => name === 'characteristics')?.children ?? []).filter(
    ({ text }) => text.trim() !== '',
  );
  // A nodule below 3 mm has one point for its centre and no characteristics.
  const large = rated.length > 0 || contours.some(({ pixels }) => pixels.length > 2);
  const attributes: Record<string, string | number> = { id: textOf(mark, /^noduleID$/) ?? '' };
  for (const { name, text } of rated) attributes[name] = text.trim();
  return annotationOf(large ? 'nodule-ge-3mm' : 'nodule-lt-3mm', contours, attributes, reader);
}

function readNonNodule(mark: XmlElement, path: string, reader: string): Annotation {
  const locus = mark.children.find(({ name }) => name === 'locus');
  if (locus === undefined) throw refused(`${path}:${mark.line}`, 'a non-nodule has no locus', HINT);
  const contour = { ...planeOf(mark, path), inclusion: true, pixels: pixelOf(locus, path) };
  return annotationOf('non-nodule', [contour], { id: textOf(mark, /^nonNoduleID$/) ?? '' }, reader);
}

function annotationOf(
  label: string,
  contours: Contour[],
  attributes: Record<string, string | number>,
  reader: string,
): Annotation {
  const shape = { type: 'contours' as const, contours };
  return { image: '', reader, label, score: null, shape, crowd: false, attributes };
}

function planeOf(element: XmlElement, path: string): Pick<Contour, 'sopInstanceUid' | 'zMm'> {
  const z = textOf(element, /^imageZposition$/i);
  return {
    sopInstanceUid: textOf(element, /^imageSOP_UID$/i),
    zMm: z === null ? null : numberOf(z, /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i, `${path}:${element.line}`),
  };
}

function inclusionOf(roi: XmlElement, path: string): boolean {
  const text = textOf(roi, /^inclusion$/)?.toUpperCase() ?? 'TRUE';
  if (text !== 'TRUE' && text !== 'FALSE')
    throw refused(`${path}:${roi.line}`, 'an inclusion is neither TRUE nor FALSE', HINT);
  return text === 'TRUE';
}

function pixelOf(edge: XmlElement, path: string): [number, number] {
  const at = (name: RegExp): number =>
    numberOf(textOf(edge, name) ?? '', /^-?\d{1,6}$/, `${path}:${edge.line}`);
  return [at(/^xCoord$/), at(/^yCoord$/)];
}

function numberOf(text: string, form: RegExp, place: string): number {
  if (!form.test(text)) throw refused(place, 'a coordinate is missing or no number', HINT);
  return Number(text);
}

function textOf(element: XmlElement, name: RegExp): string | null {
  return element.children.find((child) => name.test(child.name))?.text.trim() ?? null;
}
