import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/** Display window in modality values. */
export interface Window {
  centre: number;
  width: number;
}

/** First window of the header, at the top or for all frames alike; null without one, or with a width that shows nothing. */
export function readWindow(dataSet: DataSet): Window | null {
  const shared =
    dataSet.firstItem(TAG.SharedFunctionalGroupsSequence)?.firstItem(TAG.FrameVOILUTSequence) ?? null;
  return windowOf(dataSet) ?? (shared === null ? null : windowOf(shared));
}

function windowOf(dataSet: DataSet): Window | null {
  const centre = dataSet.decimal(TAG.WindowCenter);
  const width = dataSet.decimal(TAG.WindowWidth);
  return centre === null || width === null || width <= 0 ? null : { centre, width };
}
