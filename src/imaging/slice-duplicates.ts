import type { Found } from './geometry-findings.js';
import type { Vec3 } from './grid.js';
import type { SliceHeader } from './slice-header.js';
import { byPath } from './slice-kinds.js';
import { gapKind, stepsOf, usualDistance } from './slice-steps.js';

/**
 * Slices at one position, in slices sorted along the normal. Returns one slice a position when the others are left out: the
 * lowest InstanceNumber is kept.
 */
export function checkDuplicates(
  slices: SliceHeader[],
  normal: Vec3,
  mayKeepOne: boolean,
  found: Found,
): SliceHeader[] {
  const steps = stepsOf(slices, normal);
  const usual = usualDistance(steps);
  const places: SliceHeader[][] = [];
  slices.forEach((slice, i) => {
    if (i > 0 && gapKind(steps[i - 1]!.alongMm, usual) === 'same') places.at(-1)!.push(slice);
    else places.push([slice]);
  });
  const times = places[0]?.length ?? 1;
  if (times > 1 && places.length > 1 && places.every((place) => place.length === times)) {
    found(
      'GEOMETRY-SEVERAL-VOLUMES',
      slices[0]!,
      `every position occurs ${times} times: several time points, echoes or reconstructions in one series`,
      { volumes: times, positions: places.length },
    );
    return slices;
  }
  const kept = places.map((place) => {
    const [keep, ...others] = [...place].sort(
      (a, b) => (a.instanceNumber ?? Infinity) - (b.instanceNumber ?? Infinity) || byPath(a, b),
    );
    for (const slice of others) {
      found(
        'GEOMETRY-DUPLICATE-POSITION',
        slice,
        `lies at the same position as ${keep!.frames > 1 ? `frame ${keep!.frame + 1}` : keep!.path}`,
      );
    }
    return keep!;
  });
  return mayKeepOne ? kept : slices;
}
