import { join } from 'node:path';
import { systemClock } from '../core/clock.js';
import { filesBelow, recordFiles } from '../evidence/record.js';
import { renderDossier } from '../dossier/render-dossier.js';
import { latestRun } from './latest-run.js';
import { instrumentOf, openRecords } from './records.js';

export interface WrittenDossier {
  documents: { path: string; pages: number; sha256: string }[];
  browser: string;
  ms: number;
}

/** The PDF documents of the latest finished run, recorded in the ledger. */
export async function writeDossier(project: string): Promise<WrittenDossier> {
  const records = openRecords(project);
  const { projectDir, ledger, store } = records;
  const run = latestRun(records);
  const started = systemClock.elapsedMs();
  const rendered = await renderDossier({
    projectDir,
    runDir: run.folder,
    outDir: join(projectDir, 'dossier'),
  });
  const instrument = await instrumentOf(records);
  await recordFiles(projectDir, ledger, store, await filesBelow(projectDir, 'dossier'), {
    actor: { id: instrument.id, name: instrument.name, source: 'instrument' },
    action: 'dossier-rendered',
    facts: { run: run.number, documents: rendered.files.length },
  });
  return {
    documents: rendered.files.map(({ name, pages, sha256 }) => ({ path: `dossier/${name}`, pages, sha256 })),
    browser: rendered.browser,
    ms: systemClock.elapsedMs() - started,
  };
}
