import { RandomStream } from '../core/random.js';

export interface ReferenceCase {
  id: string;
  /** Number of the patient's random streams. */
  stream: number;
  fractured: boolean;
  /** 0 hairline … 1 plainly displaced; null without a fracture. */
  conspicuity: number | null;
  images: string[];
}

/** Purpose number of the readers' draws among the streams of one patient, see `phantom.ts`. */
const READER_STREAM = 7;

/**
 * The reference standard as CSV. Truth is known by construction: the maker drew the fracture. Three simulated readers
 * stand beside it, of whom at most one errs on an image, so that their majority is the truth; the harder the fracture,
 * the likelier the error.
 */
export function referenceCsv(seed: number, cases: ReferenceCase[]): string {
  const lines = ['case,image,truth,reader_1,reader_2,reader_3'];
  for (const item of cases) {
    const random = new RandomStream(seed, item.stream * 8 + READER_STREAM);
    const truth = item.fractured ? 'positive' : 'negative';
    const other = item.fractured ? 'negative' : 'positive';
    for (const image of item.images) {
      const errorRate = item.conspicuity === null ? 0.1 : 0.05 + 0.5 * (1 - item.conspicuity) ** 2;
      const errs = random.uniform() < errorRate ? random.below(3) : -1;
      const readers = [0, 1, 2].map((reader) => (reader === errs ? other : truth));
      lines.push([item.id, image, truth, ...readers].join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}
