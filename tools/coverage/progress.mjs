/** Cell n of N, rate and time left: a bar on a terminal, now and then a plain line elsewhere. Never in a result. */
const SILENCE_MS = 5000;

export function progressOf(total, done, out = process.stderr) {
  const started = performance.now();
  const before = done;
  let last = -Infinity;
  return {
    tick(id) {
      done += 1;
      const now = performance.now();
      if (done < total && now - last < (out.isTTY ? 100 : SILENCE_MS)) return;
      last = now;
      const rate = (done - before) / Math.max((now - started) / 1000, 1e-3);
      const text = `cell ${done} of ${total}, ${rate.toFixed(1)} a second, ${clock((total - done) / rate)} left`;
      out.write(
        out.isTTY ? `\r${bar(done / total)} ${text}\x1b[K${done === total ? '\n' : ''}` : `${text}: ${id}\n`,
      );
    },
  };
}

function bar(share) {
  const width = 24;
  const full = Math.round(share * width);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`;
}

function clock(seconds) {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
