import type { Command } from 'commander';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';

export function registerDossier(command: Command): void {
  onProject(command, 'veritome dossier').action(async (options: CommonOptions) => {
    const { writeDossier } = await import('../../pipeline/dossier.js');
    const made = await writeDossier(options.project);
    const pages = made.documents.reduce((sum, document) => sum + document.pages, 0);
    const lines = [
      `Dossier: ${made.documents.length} documents, ${pages} pages, ${(made.ms / 1000).toFixed(1)} s, rendered by ${made.browser}`,
      ...made.documents.map(
        (document) => `  ${document.path}  ${document.pages} pages  sha256 ${document.sha256.slice(0, 16)} …`,
      ),
    ];
    printOutcome(
      { data: { ...made }, lines, next: 'veritome sign --as <key id> --meaning approver' },
      options.json === true,
    );
  });
}
