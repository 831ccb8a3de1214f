#!/usr/bin/env python3
"""Vectors of src/stats/readers/ustatistics.vectors.json: reader studies of shares and of wAFROC, their U-statistics from
the definition by numpy, every pair of readings in one tensor. Run: python3 tools/vectors/reader_studies.py (numpy)."""
import json
import os

import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "stats", "readers")
rng = np.random.default_rng(20261125)


def share_covariance(xa, wa, xb, wb):
    """Unbiased and empirical covariance of two reader-averaged shares. x[reader, case] success, w 1 where read."""
    product = np.einsum("ri,sj->risj", xa * wa, xb * wb)
    weight = np.einsum("ri,sj->risj", wa, wb)
    same_r = np.eye(xa.shape[0])[:, None, :, None] * np.ones_like(weight)
    same_c = np.eye(xa.shape[1])[None, :, None, :] * np.ones_like(weight)
    exact = [same_r * same_c, same_r * (1 - same_c), (1 - same_r) * same_c, (1 - same_r) * (1 - same_c)]
    more = [same_r * same_c, same_r, same_c, np.ones_like(weight)]
    return combine(product, weight, exact, more)


def pair_covariance(xa, xb):
    """The same of scores x[reader, negative, positive] of pairs; fully crossed."""
    product = np.einsum("rnp,smq->rnpsmq", xa, xb)
    weight = np.ones_like(product)
    readers, negatives, positives = xa.shape

    def eye(size, axes):
        shape = [1] * 6
        for axis in axes:
            shape[axis] = size
        return np.eye(size).reshape(shape) * weight

    same = [eye(readers, (0, 3)), eye(negatives, (1, 4)), eye(positives, (2, 5))]
    exact, more = [], []
    for r in (1, 0):
        for n, p in ((1, 1), (0, 1), (1, 0), (0, 0)):
            masks = [s if want else 1 - s for s, want in zip(same, (r, n, p))]
            exact.append(masks[0] * masks[1] * masks[2])
            wider = [s if want else np.ones_like(s) for s, want in zip(same, (r, n, p))]
            more.append(wider[0] * wider[1] * wider[2])
    return combine(product, weight, exact, more)


def combine(product, weight, exact, more):
    whole = weight.sum()
    unbiased = empirical = 0.0
    for k, (mask, wide) in enumerate(zip(exact, more)):
        share = (weight * mask).sum() / whole - (1 if k == len(exact) - 1 else 0)
        if share == 0:
            continue
        unbiased += share * (product * mask).sum() / (weight * mask).sum()
        empirical += share * (product * wide).sum() / (weight * wide).sum()
    return unbiased, empirical


def difference(covariance):
    return [covariance(0, 0)[k] + covariance(1, 1)[k] - 2 * covariance(0, 1)[k] for k in (0, 1)]


def shares():
    readers, cases = 3, 8
    skill = rng.normal(0.4, 0.3, (2, readers, 1)) + rng.normal(0, 0.8, (1, 1, cases))
    right = (skill + rng.normal(0, 0.5, (2, readers, cases)) > 0).astype(float)
    read = np.ones_like(right)
    for m, r, c in ((0, 1, 2), (1, 2, 7), (1, 0, 0)):
        read[m, r, c] = 0
    variance = difference(lambda a, b: share_covariance(right[a], read[a], right[b], read[b]))
    mean = [(right[m] * read[m]).sum() / read[m].sum() for m in (0, 1)]
    rows = [
        {"modality": m + 1, "reader": r + 1, "case": c + 1, "truth": 1, "rating": right[m, r, c]}
        for m in (0, 1)
        for r in range(readers)
        for c in range(cases)
        if read[m, r, c]
    ]
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    return {"input": columns, "estimate": mean[0] - mean[1], "unbiased": variance[0], "empirical": variance[1]}


def wafroc():
    readers, normal = 2, 4
    lesions = [[1.0], [0.25, 0.75], [0.5, 0.5]]
    cases = [{"case": f"n{i}", "lesions": []} for i in range(normal)] + [
        {"case": f"d{j}", "lesions": [{"lesion": k + 1, "weight": w} for k, w in enumerate(weights)]}
        for j, weights in enumerate(lesions)
    ]
    marks = []
    score = np.zeros((2, readers, normal, len(lesions)))
    for m in (0, 1):
        for r in range(readers):
            false = np.full(normal, -np.inf)
            for i in range(normal):
                for _ in range(rng.integers(0, 3)):
                    rating = int(rng.integers(1, 6))
                    false[i] = max(false[i], rating)
                    marks.append({"modality": m + 1, "reader": r + 1, "case": f"n{i}", "lesion": 0, "rating": rating})
            for j, weights in enumerate(lesions):
                # A false positive on a diseased case: wAFROC does not count it.
                marks.append({"modality": m + 1, "reader": r + 1, "case": f"d{j}", "lesion": 0, "rating": 6})
                for k, weight in enumerate(weights):
                    found = rng.random() < 0.8
                    rating = int(rng.integers(2, 7)) if found else -np.inf
                    if found:
                        marks.append(
                            {"modality": m + 1, "reader": r + 1, "case": f"d{j}", "lesion": k + 1, "rating": rating}
                        )
                    for i in range(normal):
                        score[m, r, i, j] += weight * (1 if rating > false[i] else 0.5 if rating == false[i] else 0)
    variance = difference(lambda a, b: pair_covariance(score[a], score[b]))
    mean = [score[m].mean() for m in (0, 1)]
    return {
        "input": {"cases": cases, "marks": marks},
        "estimate": mean[0] - mean[1],
        "unbiased": variance[0],
        "empirical": variance[1],
    }


document = {"software": f"numpy {np.__version__}, brute force", "sensitivity": shares(), "wafroc": wafroc()}
with open(os.path.join(OUT, "ustatistics.vectors.json"), "w") as file:
    json.dump(document, file, indent=1)
    file.write("\n")
