import type { Command } from 'commander';
import { AppError } from '../../core/error.js';
import { printOutcome } from '../print.js';

interface Options {
  list?: boolean;
  input?: string;
  method?: string;
  level?: string;
  seed?: string;
  resamples?: string;
  json?: boolean;
}

export function registerStat(command: Command): void {
  command
    .argument('[estimator]')
    .option('--list', 'name all estimators with their methods and sources')
    .option('--input <file>', 'CSV with a header line, or JSON')
    .option('--method <name>', "the estimator's first method unless named")
    .option('--level <fraction>', 'confidence level', '0.95')
    .option('--seed <n>', 'seed of resampling methods', '1')
    .option('--resamples <n>', 'number of resamples', '10000')
    .option('--json', 'print one JSON object instead of words')
    .addHelpText(
      'after',
      '\nExample:\n  veritome stat --list\n  veritome stat proportion --input counts.csv --method wilson',
    )
    .action(async (estimator: string | undefined, options: Options) => {
      const { listEstimators, stat } = await import('../../qualify/stat.js');
      const json = options.json === true;
      if (options.list === true) {
        const estimators = listEstimators();
        const lines = estimators.flatMap(({ name, title, needs, methods }) => [
          `${name}  ${title}`,
          `    needs ${needs}`,
          ...methods.map((method) => `    --method ${method.name}  ${method.source}`),
        ]);
        printOutcome({ data: { estimators }, lines }, json);
        return;
      }
      if (estimator === undefined || options.input === undefined) {
        throw new AppError('INPUT-ARGUMENT', 'an estimator and --input are needed', {
          hint: '`veritome stat --list` names the estimators and what each needs',
        });
      }
      const report = await stat({
        estimator,
        file: options.input,
        ...(options.method === undefined ? {} : { method: options.method }),
        level: numberOf('--level', options.level),
        seed: numberOf('--seed', options.seed),
        resamples: numberOf('--resamples', options.resamples),
      });
      const { lower, upper } = report;
      const interval =
        lower === null ? '' : `  ${report.level * 100} % interval ${lower} to ${String(upper)}`;
      const lines = [
        `${report.title}, ${report.method}`,
        report.estimate === null
          ? `  not estimable: ${report.reason ?? ''}`
          : `  ${report.estimate}${interval}`,
        ...(report.estimate !== null && report.reason !== null ? [`  no interval: ${report.reason}`] : []),
        `  n ${report.n}, ties ${report.ties ?? 'none possible'}, exclusions ${report.exclusions}`,
        ...Object.entries(report.details).map(([name, value]) => `  ${name} ${String(value)}`),
        ...report.flags.map((flag) => `  note: ${flag}`),
        `  ${report.source}`,
      ];
      printOutcome({ data: { ...report }, lines }, json);
    });
}

function numberOf(option: string, text: string | undefined): number {
  const value = Number(text);
  if (text !== undefined && text.trim() !== '' && Number.isFinite(value)) return value;
  throw new AppError('INPUT-ARGUMENT', `${option} ${text ?? ''} is not a number`, {
    hint: `give ${option} a number`,
  });
}
