import type { ImageFacts } from '../schema/types.js';

/**
 * Facts of an image of several files: what all headers state alike, null where one is silent or they differ. Burned-in text
 * and lossy compression hold for the whole when they hold for a part; intensity is that of all values together.
 * @param all of slices of one size, at least one
 */
export function mergeFacts(all: readonly ImageFacts[]): ImageFacts {
  const [first, ...others] = all as [ImageFacts, ...ImageFacts[]];
  const entries = Object.entries(first).map(([name, value]) => {
    const key = name as keyof ImageFacts;
    const own = JSON.stringify(value);
    const isAlike = (facts: ImageFacts): boolean =>
      facts[key] === value || JSON.stringify(facts[key]) === own;
    return [name, others.every(isAlike) ? value : null] as const;
  });
  const merged = Object.fromEntries(entries) as unknown as ImageFacts;
  merged.deidentificationCodes = first.deidentificationCodes.filter((code) =>
    others.every((facts) => facts.deidentificationCodes.includes(code)),
  );
  merged.deidentified = together(all, (facts) => facts.deidentified, false);
  merged.burnedInAnnotation = together(all, (facts) => facts.burnedInAnnotation, true);
  if (all.some((facts) => facts.lossyCompression !== undefined)) {
    merged.lossyCompression = together(all, (facts) => facts.lossyCompression ?? null, true);
  }
  if (all.some((facts) => facts.intensity !== undefined)) merged.intensity = intensityOfAll(all);
  return merged;
}

/** `telling` where one says so, the other answer where all say it, null else. */
function together(
  all: readonly ImageFacts[],
  of: (facts: ImageFacts) => boolean | null,
  telling: boolean,
): boolean | null {
  if (all.some((facts) => of(facts) === telling)) return telling;
  return all.every((facts) => of(facts) === !telling) ? !telling : null;
}

/** Each file looked at as many values as the others: means and squares average. Null where the pixels of one cannot be read. */
function intensityOfAll(all: readonly ImageFacts[]): { mean: number; sd: number } | null {
  let [sum, squares] = [0, 0];
  for (const { intensity } of all) {
    if (intensity === null || intensity === undefined) return null;
    sum += intensity.mean;
    squares += intensity.sd ** 2 + intensity.mean ** 2;
  }
  const mean = sum / all.length;
  return { mean, sd: Math.sqrt(Math.max(0, squares / all.length - mean ** 2)) };
}
