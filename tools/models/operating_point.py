"""The operating point: highest Youden index with a wanted sensitivity, on patients, by the any-image rule."""

import numpy as np


def patient_scores(scores, entries):
    """Largest image score of each patient, and the patient's truth."""
    best, truth = {}, {}
    for score, entry in zip(scores, entries):
        patient = entry["patient"]
        best[patient] = max(best.get(patient, -np.inf), float(score))
        truth[patient] = entry["truth"]
    order = sorted(best)
    return np.array([best[p] for p in order]), np.array([truth[p] for p in order])


def operating_point(scores, truth, least_sensitivity):
    """Threshold (positive at or above it, rounded to 3 decimals) and its counts on the same patients."""
    best = None
    for threshold in np.unique(np.round(scores, 3)):
        counts = counts_at(scores, truth, threshold)
        if counts["sensitivity"] < least_sensitivity:
            continue
        youden = counts["sensitivity"] + counts["specificity"] - 1
        if best is None or youden > best[0]:
            best = (youden, float(threshold), counts)
    if best is None:
        raise SystemExit("no threshold reaches the wanted sensitivity")
    return best[1], best[2]


def counts_at(scores, truth, threshold):
    flagged = scores >= threshold
    counts = {
        "truePositive": int(np.sum(flagged & (truth == 1))),
        "falseNegative": int(np.sum(~flagged & (truth == 1))),
        "trueNegative": int(np.sum(~flagged & (truth == 0))),
        "falsePositive": int(np.sum(flagged & (truth == 0))),
    }
    return {
        "sensitivity": counts["truePositive"] / max(1, counts["truePositive"] + counts["falseNegative"]),
        "specificity": counts["trueNegative"] / max(1, counts["trueNegative"] + counts["falsePositive"]),
        "counts": counts,
    }


def roc_auc(scores, truth):
    """Mann-Whitney estimate; ties count one half."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        tied = scores == value
        ranks[tied] = ranks[tied].mean()
    positives = int(truth.sum())
    negatives = len(truth) - positives
    return float((ranks[truth == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))
