/** What a command says when it is done: an object for machines, lines for people, and the next sensible command. */
export interface Outcome {
  /** Printed by `--json`, with `ok: true` added. */
  data: Record<string, unknown>;
  lines: string[];
  next?: string;
  /** Exit code, 0 unless given. */
  exit?: number;
}

export function printOutcome(outcome: Outcome, json: boolean): void {
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ ok: (outcome.exit ?? 0) === 0, ...outcome.data, next: outcome.next ?? null })}\n`,
    );
  } else {
    for (const line of outcome.lines) process.stdout.write(`${line}\n`);
    if (outcome.next !== undefined) process.stdout.write(`\nNext: ${outcome.next}\n`);
  }
  process.exitCode = outcome.exit ?? 0;
}

/** Columns padded to the widest cell; two spaces between. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
