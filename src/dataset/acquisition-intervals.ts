/**
 * Acquisition dates as intervals, so that no date leaves: days since the earliest acquisition of the same case, and the
 * span of the whole set in years to one decimal. Neither says when anything was done; longitudinal order is kept, as
 * PS3.15 Annex E option "Retain Longitudinal Temporal Information with Modified Dates" does.
 */
export function acquisitionIntervals(images: readonly { case: string; day: number | null }[]): {
  days: (number | null)[];
  spanYears: number | null;
} {
  const first = new Map<string, number>();
  let [from, to] = [Infinity, -Infinity];
  for (const { case: id, day } of images) {
    if (day === null) continue;
    first.set(id, Math.min(first.get(id) ?? Infinity, day));
    from = Math.min(from, day);
    to = Math.max(to, day);
  }
  return {
    days: images.map(({ case: id, day }) => (day === null ? null : day - (first.get(id) ?? day))),
    spanYears: to < from ? null : Math.round((10 * (to - from)) / 365.25) / 10,
  };
}
