import type { Command } from 'commander';
import { EXIT } from '../../core/error.js';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';
import { verificationLines } from '../verification-lines.js';

interface Options extends CommonOptions {
  withoutImages?: boolean;
}

export function registerVerify(command: Command): void {
  onProject(
    command.option(
      '--without-images',
      'for a copy that was sent without its images: missing images are counted, not errors',
    ),
    'veritome verify',
  ).action(async (options: Options) => {
    const { verifyProject } = await import('../../verify.js');
    const report = await verifyProject(options.project, { withoutImages: options.withoutImages === true });
    printOutcome(
      {
        data: { ...report },
        lines: verificationLines(report),
        ...(report.intact ? { next: report.runs.length > 0 ? 'veritome dossier' : 'veritome run' } : {}),
        exit: report.intact ? EXIT.done : EXIT.integrity,
      },
      options.json === true,
    );
  });
}
