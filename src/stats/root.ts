/**
 * Root of an increasing function by bisection down to neighbouring doubles: slow and certain. Returns an end when the
 * function does not change sign there.
 * @param f not positive at the lower end and not negative at the upper
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  if (f(a) >= 0) return a;
  if (f(b) <= 0) return b;
  for (let i = 0; i < 2000; i += 1) {
    const middle = a + (b - a) / 2;
    if (middle <= a || middle >= b) break;
    if (f(middle) <= 0) a = middle;
    else b = middle;
  }
  return a + (b - a) / 2;
}
