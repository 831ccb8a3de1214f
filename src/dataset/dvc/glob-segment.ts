/*
 * One step of a gitignore pattern against one name: `*`, `?`, `[…]` and `\`. Written as a walk with one point to go back
 * to, so that no pattern takes longer than pattern times name; a regular expression made of many stars could.
 */

type Token = { star: true } | { star: false; fits: (character: string) => boolean };

export function matchesSegment(pattern: string, name: string): boolean {
  const tokens = tokensOf(pattern);
  if (tokens === null) return false;
  const text = Array.from(name);
  let [t, n, starAt, from] = [0, 0, -1, 0];
  while (n < text.length) {
    const token = tokens[t];
    if (token?.star === false && token.fits(text[n] ?? '')) {
      t += 1;
      n += 1;
    } else if (token?.star === true) {
      starAt = t;
      from = n;
      t += 1;
    } else if (starAt >= 0) {
      from += 1;
      n = from;
      t = starAt + 1;
    } else return false;
  }
  while (tokens[t]?.star === true) t += 1;
  return t === tokens.length;
}

/** Null for a set that is not closed or a range that runs backwards: Git passes such a pattern over. */
function tokensOf(pattern: string): Token[] | null {
  const tokens: Token[] = [];
  const text = Array.from(pattern);
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] ?? '';
    if (character === '*') tokens.push({ star: true });
    else if (character === '?') tokens.push({ star: false, fits: () => true });
    else if (character === '[') {
      const set = setFrom(text, i + 1);
      if (set === null) return null;
      tokens.push({ star: false, fits: set.fits });
      i = set.end;
    } else {
      if (character === '\\') i += 1;
      const literal = character === '\\' ? text[i] : character;
      if (literal === undefined) return null;
      tokens.push({ star: false, fits: (one) => one === literal });
    }
  }
  return tokens;
}

function setFrom(
  text: readonly string[],
  start: number,
): { fits: (one: string) => boolean; end: number } | null {
  let i = start;
  const negated = text[i] === '!' || text[i] === '^';
  if (negated) i += 1;
  const ranges: [number, number][] = [];
  // A bracket that comes first is a member.
  for (let first = true; first || text[i] !== ']'; first = false) {
    const low = member();
    if (low === null) return null;
    if (text[i] === '-' && text[i + 1] !== ']' && text[i + 1] !== undefined) {
      i += 1;
      const high = member();
      if (high === null || high < low) return null;
      ranges.push([low, high]);
    } else ranges.push([low, low]);
  }
  return {
    fits: (one) => ranges.some(([low, high]) => within(one, low, high)) !== negated,
    end: i,
  };

  function member(): number | null {
    if (text[i] === '\\') i += 1;
    const code = text[i]?.codePointAt(0);
    if (code === undefined) return null;
    i += 1;
    return code;
  }
}

function within(one: string, low: number, high: number): boolean {
  const code = one.codePointAt(0) ?? -1;
  return low <= code && code <= high;
}
