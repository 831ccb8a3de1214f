import { Worker } from 'node:worker_threads';

/**
 * Runs jobs on worker threads. Results come in any order; each job draws from streams of its own, so the order and the
 * number of threads leave no trace in them.
 * @param onDone called with {id, rows} as each job ends
 */
export async function runJobs(jobs, workers, onDone) {
  const waiting = [...jobs];
  const threads = Math.min(workers, jobs.length);
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL('./worker.mjs', import.meta.url));
      try {
        for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
          onDone(await ask(worker, job));
      } finally {
        await worker.terminate();
      }
    }),
  );
}

function ask(worker, job) {
  return new Promise((resolve, reject) => {
    const fail = (error) => reject(new Error(`${job.id}: ${error.message}`, { cause: error }));
    worker.once('error', fail);
    worker.once('message', (result) => {
      worker.off('error', fail);
      resolve(result);
    });
    worker.postMessage(job);
  });
}
