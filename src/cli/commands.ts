import type { Command } from 'commander';
import { registerCheck } from './commands/check.js';
import { registerData } from './commands/data.js';
import { registerDossier } from './commands/dossier.js';
import { registerExplain } from './commands/explain.js';
import { registerGate } from './commands/gate.js';
import { registerInit } from './commands/init.js';
import { registerKey } from './commands/key.js';
import { registerLock } from './commands/lock.js';
import { registerQualify } from './commands/qualify.js';
import { registerRehearse } from './commands/rehearse.js';
import { registerRun } from './commands/run.js';
import { registerSign } from './commands/sign.js';
import { registerStat } from './commands/stat.js';
import { registerVerify } from './commands/verify.js';

/** All commands, in the order a validation takes them. */
export function registerAll(program: Command): void {
  registerInit(program);
  registerCheck(program);
  registerRehearse(program);
  registerKey(program);
  registerLock(program);
  registerRun(program);
  registerVerify(program);
  registerDossier(program);
  registerSign(program);
  registerGate(program);
  registerExplain(program);
  registerData(program);
  registerStat(program);
  registerQualify(program);
}
