import type { Command } from 'commander';

interface Entry {
  name: string;
  description: string;
  /** Loads the command's own file: only when it is called, or when its help is asked for. */
  load: () => Promise<(command: Command) => void>;
}

/** All commands, in the order a validation takes them. */
const COMMANDS: readonly Entry[] = [
  {
    name: 'init',
    description: 'make a new validation project: protocol, model, data and evidence folders',
    load: async () => (await import('./commands/init.js')).registerInit,
  },
  {
    name: 'check',
    description:
      'read protocol, model package, data and reference standard; say all that is wrong before anything runs',
    load: async () => (await import('./commands/check.js')).registerCheck,
  },
  {
    name: 'rehearse',
    description: 'run every stage on the open rehearsal cases; the results are marked "not evidence"',
    load: async () => (await import('./commands/rehearse.js')).registerRehearse,
  },
  {
    name: 'key',
    description: 'keys of the people who lock and sign',
    load: async () => (await import('./commands/key.js')).registerKey,
  },
  {
    name: 'lock',
    description: 'bind protocol, model, data, reference standard and scorer into one signed digest',
    load: async () => (await import('./commands/lock.js')).registerLock,
  },
  {
    name: 'run',
    description: 'execute the locked protocol on the test set: one look, then measure and judge',
    load: async () => (await import('./commands/run.js')).registerRun,
  },
  {
    name: 'verify',
    description:
      'check every digest, the ledger and all signatures, and compute every number again from the stored rows',
    load: async () => (await import('./commands/verify.js')).registerVerify,
  },
  {
    name: 'dossier',
    description: 'write the PDF documents from the evidence of the latest run',
    load: async () => (await import('./commands/dossier.js')).registerDossier,
  },
  {
    name: 'sign',
    description: 'sign results, attestation and dossier of the latest run: name, time and meaning',
    load: async () => (await import('./commands/sign.js')).registerSign,
  },
  {
    name: 'gate',
    description: 'exit 0 only for a model file that has a verified, signed run whose criteria are met',
    load: async () => (await import('./commands/gate.js')).registerGate,
  },
  {
    name: 'explain',
    description: 'walk one number of the dossier back to its rows, and compute it again',
    load: async () => (await import('./commands/explain.js')).registerExplain,
  },
  {
    name: 'data',
    description: 'the data set: inventory, profile, and what changed between two versions',
    load: async () => (await import('./commands/data.js')).registerData,
  },
  {
    name: 'inspect',
    description:
      'what the readers understand of an image, a series, a segmentation or a table of annotations',
    load: async () => (await import('./commands/inspect.js')).registerInspect,
  },
  {
    name: 'stat',
    description: 'one number by hand: CSV or JSON in; estimate, interval, method and its source out',
    load: async () => (await import('./commands/stat.js')).registerStat,
  },
  {
    name: 'qualify',
    description: 'run a folder of known answers through the estimators; a line for each that differs',
    load: async () => (await import('./commands/qualify.js')).registerQualify,
  },
];

/**
 * Names every command, and completes those that are needed: the one that was called, or all of them.
 * @param called first word of the command line that is no option; `all` completes every command
 */
export async function registerCommands(program: Command, called: string): Promise<void> {
  for (const { name, description, load } of COMMANDS) {
    const command = program.command(name).description(description);
    if (called === 'all' || called === name) (await load())(command);
  }
}
