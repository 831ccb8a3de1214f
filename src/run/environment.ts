import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import type { RuntimeFacts } from '../model/adapter.js';
import type { EnvironmentRecord, ScorerIdentity } from '../schema/types.js';
import { installedDependencies } from '../seal/program-dependencies.js';
import { programRoot } from '../seal/scorer.js';
import { isolationStatement, WORKER_VARIABLES } from './isolation.js';

/**
 * What the run ran on. Holds no host name, no user name and no path: it tells machines of a kind, not a machine.
 * @param runtime facts the process that inferred gave of itself
 */
export async function environmentRecord(given: {
  scorer: ScorerIdentity;
  runtime: RuntimeFacts[];
}): Promise<EnvironmentRecord> {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    kind: 'environment',
    schemaVersion: 1,
    os: { platform: platform(), release: release(), name: osName(), arch: arch() },
    cpu: { model: (cpus()[0]?.model ?? 'unknown').trim() || 'unknown', cores: availableParallelism() },
    memoryBytes: totalmem(),
    node: { version: process.versions.node, v8: process.versions.v8, openssl: process.versions.openssl },
    locale,
    timeZone,
    variables: { ...WORKER_VARIABLES },
    scorer: given.scorer,
    runtime: given.runtime,
    isolation: isolationStatement(),
    dependencies: await installedDependencies(programRoot()),
  };
}

/** `Debian GNU/Linux 12 (bookworm)`: PRETTY_NAME of os-release(5); the platform where there is none. */
function osName(): string {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      const found = /^PRETTY_NAME=(["']?)(.*)\1$/m.exec(readFileSync(path, 'utf8'));
      if (found?.[2] !== undefined) return found[2];
    } catch {
      continue;
    }
  }
  return platform();
}
