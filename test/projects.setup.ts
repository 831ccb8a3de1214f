import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { mustEnd, veritome } from './command.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The fracture example with a lock and two registered keys, no look taken. */
    lockedProject: string;
    /** The same, run and attested; without a dossier. */
    ranProject: string;
  }
}

/** Makes the example once for all black-box tests; each test works on its own copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'veritome-projects-'));
  const clean = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await makeProjects(project, folder);
  } catch (thrown) {
    clean();
    throw thrown;
  }
  return clean;
}

async function makeProjects(project: TestProject, folder: string): Promise<void> {
  const locked = join(folder, 'locked');
  await mustEnd(0, ['init', locked, '--example', 'fracture']);
  const at = { cwd: locked };
  await mustEnd(0, ['rehearse'], at);
  await mustEnd(0, ['key', 'create', 'qa', '--name', 'Quality assurance of the tests'], at);
  await mustEnd(0, ['key', 'create', 'release', '--name', 'Release manager of the tests'], at);
  await mustEnd(0, ['lock', '--as', 'qa'], at);
  const ran = join(folder, 'ran');
  cpSync(locked, ran, { recursive: true });
  // Not met is an end as good as met: these tests are about the evidence, not about the model.
  const { code } = await veritome(['run'], { cwd: ran });
  if (code !== 0 && code !== 1) throw new Error(`the run ended with ${code}`);
  project.provide('lockedProject', locked);
  project.provide('ranProject', ran);
}
