import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Ratios, not seconds: both sides in one run, in CPU time of one thread, so that other work on the machine weighs on
 * neither. The best of several after a warm-up: on a shared machine it is the least disturbed.
 */
export function cpuSeconds(call, repeat = 9, warm = 3) {
  for (let i = 0; i < warm; i += 1) call();
  const times = [];
  for (let i = 0; i < repeat; i += 1) {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e6);
  }
  return Math.min(...times);
}

/** Python peers on the same data, or null where they are not installed. */
export function peers(what, buffers, n) {
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const file = path.join(dir, 'data');
    writeFileSync(file, Buffer.concat(buffers.map((b) => Buffer.from(b.buffer, b.byteOffset, b.byteLength))));
    for (const python of ['/usr/bin/python3', 'python3']) {
      const { status, stdout } = spawnSync(
        python,
        [new URL('peers.py', import.meta.url).pathname, what, file, String(n)],
        {
          encoding: 'utf8',
          env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
        },
      );
      if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1));
    }
    return null;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** R with pROC on the same data: CPU seconds of auc + ci, or null where it is not installed. */
export function proc(score, truth) {
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const file = path.join(dir, 'data.csv');
    writeFileSync(file, `score,truth\n${Array.from(score, (s, i) => `${s},${truth[i]}`).join('\n')}\n`);
    const code = `suppressMessages(library(pROC)); d <- read.csv('${file}'); t <- replicate(3, sum(system.time({
      r <- roc(d$truth, d$score, direction='<', levels=c(0,1), quiet=TRUE); ci.auc(r, method='delong')})[1:2])); cat(min(t))`;
    const { status, stdout } = spawnSync('Rscript', ['-e', code], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : null;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Scores of two normal classes a unit apart, 30 % positive, from a fixed stream. */
export function scoredCases(n, RandomStream) {
  const stream = new RandomStream(20240607);
  const score = new Float64Array(n);
  const truth = new Uint8Array(n);
  for (let i = 0; i < n; i += 1) {
    truth[i] = stream.uniform() < 0.3 ? 1 : 0;
    score[i] = stream.normal() + truth[i];
  }
  return { score, truth };
}

export function row(work, seconds, peer, peerSeconds, goal) {
  const ratio = peerSeconds === null ? '–' : `${(peerSeconds / seconds).toFixed(1)} ×`;
  const theirs = peerSeconds === null ? 'not installed' : `${peerSeconds.toFixed(3)} s`;
  console.log(
    `${work.padEnd(52)} ${seconds.toFixed(4)} s   ${peer}: ${theirs}   ratio ${ratio}   goal ${goal}`,
  );
}
