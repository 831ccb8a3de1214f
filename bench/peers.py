"""Peers of the statistics benches. Reads a little-endian file (n doubles of score, n bytes of truth), prints one JSON
object: seconds of CPU, the best of the repetitions. Run by bench/auc.mjs and bench/bootstrap.mjs."""
import json
import sys
import time

import numpy as np

what, path, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path, "rb") as f:
    score = np.frombuffer(f.read(8 * n), "<f8")
    truth = np.frombuffer(f.read(n), np.uint8)
seconds = {}


def measure(name, call, repeat=3):
    times = []
    for _ in range(repeat):
        start = time.process_time()
        value = call()
        times.append(time.process_time() - start)
    seconds[name] = {"seconds": min(times), "value": float(value)}


def delong():
    order = np.argsort(score)
    s, t = score[order], truth[order] == 1
    new = np.r_[True, s[1:] != s[:-1]]
    starts = np.flatnonzero(new)
    p = np.add.reduceat(t.astype(float), starts)
    q = np.add.reduceat((~t).astype(float), starts)
    m, k = p.sum(), q.sum()
    v10 = (np.cumsum(q) - q / 2) / k
    v01 = (m - np.cumsum(p) + p / 2) / m
    auc = (p * v10).sum() / m
    return (p * (v10 - auc) ** 2).sum() / (m - 1) / m + (q * (v01 - auc) ** 2).sum() / (k - 1) / k


RESAMPLES = 2000
rng = np.random.default_rng(1)
pos, neg = np.flatnonzero(truth == 1), np.flatnonzero(truth == 0)


def sklearn_loop(resamples):
    from sklearn.metrics import roc_auc_score

    values = np.empty(resamples)
    for b in range(resamples):
        index = np.r_[rng.choice(pos, len(pos)), rng.choice(neg, len(neg))]
        values[b] = roc_auc_score(truth[index], score[index])
    return values.std()


def numpy_counts():
    """Sorted once, ties one half, counts resampled."""
    order = np.argsort(score)
    s, t = score[order], truth[order] == 1
    sp, sn = np.flatnonzero(t), np.flatnonzero(~t)
    new = np.r_[True, s[1:] != s[:-1]]
    starts = np.flatnonzero(new)
    tied = len(starts) < len(s)
    m, k = len(sp), len(sn)
    values = np.empty(RESAMPLES)
    wp, wn = np.zeros(len(s)), np.zeros(len(s))
    for b in range(RESAMPLES):
        wp[sp] = np.bincount(rng.integers(0, m, m), minlength=m)
        wn[sn] = np.bincount(rng.integers(0, k, k), minlength=k)
        if tied:
            p, q = np.add.reduceat(wp, starts), np.add.reduceat(wn, starts)
        else:
            p, q = wp, wn
        values[b] = np.dot(p, np.cumsum(q) - q / 2) / (m * k)
    return values.std()


def scipy_bca(resamples):
    from scipy.stats import bootstrap
    from sklearn.metrics import roc_auc_score

    def statistic(a, b):
        return roc_auc_score(np.r_[np.ones(len(a)), np.zeros(len(b))], np.r_[a, b])

    result = bootstrap((score[pos], score[neg]), statistic, n_resamples=resamples, vectorized=False, method="BCa")
    return result.standard_error


def numpy_clusters():
    """10,000 resamples of six proportions over patients: counts of each patient gathered and summed."""
    table = np.frombuffer(open(path, "rb").read(), "<f8").reshape(n, 4)
    counts = np.stack([table[:, 0], table[:, 0] + table[:, 2], table[:, 3], table[:, 3] + table[:, 1],
                       table[:, 0] + table[:, 1], table[:, 2] + table[:, 3]], 1)
    values = np.empty((10000, 6))
    for b in range(10000):
        weight = np.bincount(rng.integers(0, n, n), minlength=n).astype(float)
        tp, pn, tn, nn, flagged, clear = weight @ counts
        values[b] = tp / pn, tn / nn, tp / flagged, tn / clear, (tp + tn) / (pn + nn), 2 * tp / (flagged + pn)
    return values[:, 0].std()


if what == "auc":
    measure("numpy", delong, 5)
elif what == "bootstrap":
    measure("numpy counts", numpy_counts)
    # A tenth of the resamples, times ten: the loop is linear.
    measure("scikit-learn loop", lambda: sklearn_loop(RESAMPLES // 10), 1)
    seconds["scikit-learn loop"]["seconds"] *= 10
    # The jackknife is one call a case, whatever the resamples.
    measure("scipy BCa", lambda: scipy_bca(RESAMPLES), 1)
elif what == "clusters":
    measure("numpy counts", numpy_clusters, 1)
print(json.dumps(seconds))
