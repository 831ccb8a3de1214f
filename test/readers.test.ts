import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mustEnd, veritome } from './command.js';
import { copyOf } from './copies.js';

/** The example, its truth declared as the majority of its three readers. */
function majorityProject(more = ''): string {
  const project = copyOf('lockedProject');
  const file = join(project, 'protocol.yaml');
  const text = readFileSync(file, 'utf8').replace('fusion: known-by-construction', `fusion: majority${more}`);
  writeFileSync(file, text);
  return project;
}

function editTables(project: string, edit: (rows: string[][]) => string[][]): void {
  for (const name of ['reference.csv', 'rehearsal.reference.csv']) {
    const file = join(project, 'data', name);
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n');
    const edited = edit(rows.map((row) => row.split(',')));
    writeFileSync(file, `${edited.map((row) => row.join(',')).join('\n')}\n`);
  }
}

/** One row a reading, without any fused truth. */
function toLongForm([, ...rows]: string[][]): string[][] {
  const readings = rows.flatMap(([id = '', image = '', , ...calls]) =>
    calls.map((call, i) => [id, image, `Dr ${'ABC'.charAt(i)}`, call]),
  );
  return [['case', 'image', 'reader', 'label'], ...readings];
}

describe('several readers', () => {
  it('agree as check says, and the fused truth must follow from them', async () => {
    const project = majorityProject();
    const fine = await mustEnd(0, ['check'], { cwd: project });
    expect(fine.stdout).toMatch(/readers: 3; all agree on \d+ of \d+ images, Krippendorff's alpha 0\.\d\d/);
    editTables(project, ([header = [], first = [], ...rows]) => {
      const [id = '', image = '', , ...calls] = first;
      const most = calls.filter((call) => call === 'positive').length >= 2 ? 'positive' : 'negative';
      return [header, [id, image, most === 'positive' ? 'negative' : 'positive', ...calls], ...rows];
    });
    const ended = await veritome(['check'], { cwd: project });
    expect(ended.code).toBe(2);
    expect(ended.stdout + ended.stderr).toMatch(/reference\.csv:2:1 {2}DATA-REFERENCE-FUSION {2}case FR-/);
  });

  it('are kept apart in evidence under other names when each reading is a row, with their agreement', async () => {
    const project = majorityProject();
    editTables(project, toLongForm);
    await mustEnd(0, ['rehearse'], { cwd: project });
    const rehearsals = join(project, 'evidence', 'rehearsals');
    const last = readdirSync(rehearsals).sort().at(-1) ?? '';
    const read = (name: string): string => readFileSync(join(rehearsals, last, name), 'utf8');
    const reference = JSON.parse(read('reference.json')) as { rows: { readers: object }[] };
    const names = new Set(reference.rows.flatMap(({ readers }) => Object.keys(readers)));
    expect([...names].every((name) => /^reader-[0-9a-f]{16}$/.test(name))).toBe(true);
    expect(names.size).toBe(3);
    expect(read('reference.json')).not.toContain('Dr ');
    const { counts } = JSON.parse(read('results.json')) as {
      counts: Record<string, { label: string; value: number }>;
    };
    expect(counts['R.1']).toMatchObject({ label: 'readers in the reference standard', value: 3 });
    expect(counts['R.4']?.value).toBeGreaterThan(0.5);
  });

  it('may use names of their own, which the name map of the protocol joins', async () => {
    const labels = '\n  labels: { positive: [fracture], negative: [intact] }';
    const project = majorityProject(labels);
    const words: Record<string, string> = { positive: 'fracture', negative: 'intact' };
    editTables(project, ([header = [], ...rows]) => [
      header,
      ...rows.map((row) => row.map((cell): string => words[cell] ?? cell)),
    ]);
    await mustEnd(0, ['check'], { cwd: project });
    editTables(project, ([header = [], first = [], ...rows]) => [
      header,
      [...first.slice(0, -1), 'fractur'],
      ...rows,
    ]);
    const ended = await veritome(['check'], { cwd: project });
    expect(ended.code).toBe(2);
    expect(ended.stdout + ended.stderr).toMatch(/reference\.csv:2:1 {2}DATA-REFERENCE-LABEL {2}"fractur"/);
    expect(ended.stdout + ended.stderr).toContain('nearest is "fracture"');
  });
});
