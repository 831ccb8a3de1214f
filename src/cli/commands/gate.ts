import type { Command } from 'commander';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';

interface Options extends CommonOptions {
  artifact: string;
}

export function registerGate(command: Command): void {
  onProject(
    command.requiredOption('--artifact <file>', 'the model file that is to be released'),
    'veritome gate --artifact model/fractnet.onnx',
  ).action(async (options: Options) => {
    const { gateArtifact } = await import('../../pipeline/gate.js');
    const decision = await gateArtifact(options.project, options.artifact);
    const lines = decision.open
      ? [`open: ${decision.reason}`]
      : [
          `refused: ${decision.reason} (exit ${decision.exit})`,
          ...decision.details.map((line) => `  ${line}`),
        ];
    printOutcome({ data: { ...decision }, lines, exit: decision.exit }, options.json === true);
  });
}
