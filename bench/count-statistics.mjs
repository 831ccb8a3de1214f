/** Six metrics at an operating point, of counts in the order tp, fp, fn, tn. */
export const COUNT_STATISTICS = [
  ([tp, , fn]) => tp / (tp + fn),
  ([, fp, , tn]) => tn / (fp + tn),
  ([tp, fp]) => tp / (tp + fp),
  ([, , fn, tn]) => tn / (fn + tn),
  ([tp, fp, fn, tn]) => (tp + tn) / (tp + fp + fn + tn),
  ([tp, fp, fn]) => (2 * tp) / (2 * tp + fp + fn),
];
