import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFile } from '../annotation/hold-images.js';
import type { AnnotatedImage, Annotation, AnnotationSet } from '../annotation/annotation.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { refused } from '../annotation/refused.js';
import { entryDoubts } from '../annotation/entry-doubts.js';
import { leadsOut, NAME_FILES } from '../annotation/yolo-names.js';
import { readYolo } from '../annotation/yolo.js';
import type { Finding } from '../core/finding.js';
import { listFiles } from '../dataset/list-files.js';
import { countNames } from './count-names.js';
import { isImageName, readImageFile } from './image-files.js';
import type { Inspector, Understood } from './inspector.js';
import { isLabelFile } from './yolo.js';
import { namesAround, namesIn, stemOf } from './yolo-surroundings.js';

/** Pictures and what tools leave; a DICOM series with a note beside it is no folder of labels. */
const BESIDE = /\.(png|jpe?g|bmp|tiff?|webp|cache)$|^\.|^(readme|licen[cs]e)/i;

/** A folder of YOLO labels: with a list of classes or a folder `labels`, or nothing but labels and pictures. */
export const yoloFolder: Inspector = {
  name: 'yolo-folder',
  async claims({ absolute, isFolder }) {
    if (!isFolder) return false;
    const entries = await readdir(absolute, { withFileTypes: true });
    if (entries.some((entry) => entry.isDirectory() && entry.name === 'labels')) {
      const below = await readdir(join(absolute, 'labels'), { recursive: true });
      return below.some(isLabelFile);
    }
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    if (!files.some(isLabelFile)) return false;
    const others = files.filter((name) => !isLabelFile(name) && !NAME_FILES.test(name) && !BESIDE.test(name));
    return files.some((name) => NAME_FILES.test(name)) || others.length === 0;
  },
  async inspect({ path, absolute }) {
    const files = await listFiles(absolute, '.');
    const names = (await namesIn(absolute, path)) ?? (await namesAround(absolute, path));
    const labels = files.filter(isLabelFile);
    const images = new Map<string, ImageFile | null>();
    for (const file of files.filter(isImageName)) {
      images.set(pairKey(file), await readImageFile(join(absolute, file), file));
    }
    const annotations: Annotation[] = [];
    const annotated: AnnotatedImage[] = [];
    const alone: string[] = [];
    let empty = 0;
    for (const file of labels) {
      const place = `${path}/${file}`;
      const { size } = await stat(join(absolute, file));
      if (size > ANNOTATION_LIMITS.fileBytes)
        throw refused(place, 'the file is too large for one image', 'split it', 'INPUT-SYNTAX');
      const key = pairKey(file);
      const image = images.get(key) ?? null;
      const id = stemOf(file);
      const own = readYolo(await readFile(join(absolute, file)), place, id, names?.names ?? null);
      if (own.length === 0) empty += 1;
      if (!images.has(key)) alone.push(file);
      annotated.push({
        id,
        fileName: image?.path ?? null,
        columns: image?.columns ?? null,
        rows: image?.rows ?? null,
      });
      for (const one of own) annotations.push(one);
    }
    const set: AnnotationSet = {
      format: 'yolo',
      categories: [...(names?.names ?? [])].map(([number, name]) => ({ number, name })),
      images: annotated,
      annotations,
    };
    return understood(set, {
      path,
      empty,
      pictures: images.size,
      // Without any picture the set is labels alone; with some, every label file must have its own.
      alone: images.size === 0 ? [] : alone,
      from: names?.from ?? null,
      outside: (names?.folders ?? []).filter(leadsOut).length,
    });
  },
};

interface Found {
  path: string;
  empty: number;
  pictures: number;
  alone: string[];
  from: string | null;
  /** Folders of images outside of this one that a `data.yaml` names. */
  outside: number;
}

function understood(set: AnnotationSet, found: Found): Understood {
  const { annotations, images, categories } = set;
  const perClass = countNames(annotations.map(({ label }) => label));
  const scores = annotations.flatMap(({ score }) => (score === null ? [] : [score]));
  const shapes = countNames(annotations.map(({ shape }) => shape.type));
  const paired = images.filter(({ fileName }) => fileName !== null).length;
  const facts = {
    labelFiles: images.length,
    labelFilesWithoutObject: found.empty,
    objects: annotations.length,
    classNames: categories.map(({ name }) => name),
    namesFrom: found.from,
    perClass,
    shapes,
    images: found.pictures,
    labelFilesWithImage: paired,
    imagesWithoutLabels: found.pictures - paired,
    imagesOfKnownSize: images.filter(({ columns }) => columns !== null).length,
    ...(scores.length === 0
      ? {}
      : {
          scoreMin: scores.reduce((a, b) => Math.min(a, b)),
          scoreMax: scores.reduce((a, b) => Math.max(a, b)),
        }),
  };
  return {
    kind: 'yolo-folder',
    facts,
    names: perClass,
    set,
    findings: [...withoutImage(found), ...notFollowed(found)],
    lines: [
      `YOLO labels, ${annotations.length} objects in ${images.length} files, ${paired} with their image` +
        (found.from === null ? ', classes without names' : `, classes named in ${found.from}`),
    ],
  };
}

function withoutImage({ path, alone }: Found): Finding[] {
  return entryDoubts(
    {
      code: 'ANNOTATION-IMAGE-MISSING',
      severity: 'error',
      what: 'without its image',
      fix: 'put the image beside its labels, or under images where the labels are under labels',
    },
    path,
    alone,
  );
}

function notFollowed({ path, outside, from }: Found): Finding[] {
  if (outside === 0) return [];
  return [
    {
      code: 'ANNOTATION-PATH-ESCAPES',
      severity: 'warning',
      path,
      message: `${from ?? ''} names ${outside} folders outside of its own: they are not followed`,
      fix: 'inspect the folder that holds both labels and images',
      args: { folders: outside },
    },
  ];
}

/** One key for labels and image: `labels/train/a.txt` and `images/train/a.png` meet. */
function pairKey(path: string): string {
  const parts = stemOf(path).split('/');
  const at = parts.slice(0, -1).findLastIndex((part) => part === 'labels' || part === 'images');
  if (at >= 0) parts[at] = '';
  return parts.join('/');
}
