#!/usr/bin/env python3
"""Vectors of src/stats/*.vectors.json: synthetic and published counts, values from other software or from the definition
by brute force. Run: python3 tools/vectors/estimators.py (numpy, scipy, scikit-learn, statsmodels, mpmath)."""
import itertools
import json
import math
import os
import sys

import mpmath
import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "src", "stats")
SEED = 20240607
rng = np.random.default_rng(SEED)
mpmath.mp.dps = 40
Z = stats.norm.ppf(0.975)


def clean(value):
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (list, tuple, np.ndarray)):
        return [clean(v) for v in value]
    value = float(value)
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return None if math.isnan(value) else value


def write(name, software, cases, tolerance=(1e-9, 1e-9)):
    text = json.dumps(
        {
            "source": "synthetic data and published counts",
            "software": software,
            "generator": "tools/vectors/estimators.py",
            "seed": SEED,
            "tolerance": {"abs": tolerance[0], "rel": tolerance[1]},
            "cases": [
                {"family": f, "input": i, "expected": {k: clean(v) for k, v in e.items()}} for f, i, e in cases
            ],
        },
        indent=1,
    )
    with open(os.path.join(OUT, name + ".vectors.json"), "w") as f:
        f.write(text + "\n")


def proportions():
    cases = []
    for x, n in [(81, 263), (44, 51), (168, 169), (0, 20), (20, 20), (1, 1), (3, 7), (997, 1000), (2, 100000)]:
        e = {"estimate": x / n}
        for name, method in [("wilson", "wilson"), ("agresti_coull", "agresti_coull"), ("clopper_pearson", "beta"),
                             ("jeffreys", "jeffreys")]:
            e[name + ".lower"], e[name + ".upper"] = proportion_confint(x, n, 0.05, method)
        if x == 0:
            e["clopper_pearson.lower"] = 0
        if x == n:
            e["clopper_pearson.upper"] = 1
        cc = stats.binomtest(x, n).proportion_ci(0.95, "wilsoncc")
        e["wilson_cc.lower"], e["wilson_cc.upper"] = cc.low, cc.high
        e["exact_binomial_p_greater_0.8"] = stats.binomtest(x, n, 0.8, "greater").pvalue
        cases.append(("prop_ci", {"x": x, "n": n, "conf_level": 0.95}, e))
    write("proportions", f"statsmodels {statsmodels.__version__} proportion_confint; scipy {scipy.__version__} binomtest",
          cases, (1e-10, 1e-9))


def constrained(x1, n1, x2, n2, d):
    """Largest likelihood with p1 - p2 = d, by search."""
    low, high = max(0, -d), min(1, 1 - d)

    def loss(p2):
        with np.errstate(all="ignore"):
            return -(stats.binom.logpmf(x1, n1, min(max(p2 + d, 0), 1)) + stats.binom.logpmf(x2, n2, p2))

    r = optimize.minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-13})
    best = min([low, high, r.x], key=loss)
    return best + d, best


def differences():
    cases = []
    for x1, n1, x2, n2 in [(56, 70, 48, 80), (9, 10, 3, 10), (182, 200, 178, 200), (30, 40, 25, 45)]:
        p1, p2 = x1 / n1, x2 / n2
        e = {"p1": p1, "p2": p2, "difference": p1 - p2}
        l1, u1 = proportion_confint(x1, n1, 0.05, "wilson")
        l2, u2 = proportion_confint(x2, n2, 0.05, "wilson")
        e["newcombe.lower"] = p1 - p2 - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
        e["newcombe.upper"] = p1 - p2 + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
        for name, factor in [("miettinen_nurminen", (n1 + n2) / (n1 + n2 - 1)), ("mee", 1)]:
            def score(d):
                a, b = constrained(x1, n1, x2, n2, d)
                return (p1 - p2 - d) / math.sqrt((a * (1 - a) / n1 + b * (1 - b) / n2) * factor)
            e[name + ".lower"] = optimize.brentq(lambda d: score(d) - Z, -0.999, p1 - p2, xtol=1e-12)
            e[name + ".upper"] = optimize.brentq(lambda d: score(d) + Z, p1 - p2, 0.999, xtol=1e-12)
        table = [[x1, n1 - x1], [x2, n2 - x2]]
        e["chi2_uncorrected.statistic"], e["chi2_uncorrected.p"] = stats.chi2_contingency(table, correction=False)[:2]
        e["chi2_yates.p"] = stats.chi2_contingency(table, correction=True)[1]
        e["fisher_exact.p_two_sided"] = stats.fisher_exact(table)[1]
        cases.append(("prop_diff", {"x1": x1, "n1": n1, "x2": x2, "n2": n2, "conf_level": 0.95}, e))
    for a, b, c, d in [(160, 10, 14, 16), (4, 9, 3, 16), (30, 0, 0, 20), (1, 1, 7, 12)]:
        n = a + b + c + d
        diff = (b - c) / n
        e = {"difference": diff}

        def tango(delta):
            low, high = max(0, -delta), (1 - delta) / 2

            def loss(q):
                rest = max(1 - 2 * q - delta, 0)
                with np.errstate(all="ignore"):
                    terms = [(b, q + delta), (c, q), (a + d, rest)]
                    return -sum(k * math.log(p) if p > 0 else (0 if k == 0 else -1e9) for k, p in terms)

            r = optimize.minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-14})
            q = min([low, high, r.x], key=loss)
            return (b - c - n * delta) / math.sqrt(n * (2 * q + delta * (1 - delta)))
        e["tango.lower"] = optimize.brentq(lambda t: tango(t) - Z, -0.99, diff - 1e-9, xtol=1e-12)
        e["tango.upper"] = optimize.brentq(lambda t: tango(t) + Z, diff + 1e-9, 0.99, xtol=1e-12)
        e["mcnemar_exact.p"] = min(1, 2 * stats.binom.cdf(min(b, c), b + c, 0.5)) if b != c else 1
        if b + c:
            e["mcnemar.chi2"] = (b - c) ** 2 / (b + c)
            e["mcnemar.p"] = stats.chi2.sf((b - c) ** 2 / (b + c), 1)
        cases.append(("paired_prop", {"both_positive": a, "only_first": b, "only_second": c, "both_negative": d,
                                      "conf_level": 0.95}, e))
    write("differences", f"scipy {scipy.__version__}: likelihoods maximised by search, limits by root finding", cases,
          (2e-6, 2e-6))


def tables():
    cases = []
    for tp, fp, fn, tn in [(90, 20, 10, 180), (670, 202, 74, 640), (3, 1, 2, 4), (40, 0, 3, 9)]:
        y = [1] * (tp + fn) + [0] * (fp + tn)
        p = [1] * tp + [0] * fn + [1] * fp + [0] * tn
        e = {
            "f1": metrics.f1_score(y, p), "mcc": metrics.matthews_corrcoef(y, p),
            "cohen_kappa": metrics.cohen_kappa_score(y, p), "balanced_accuracy": metrics.balanced_accuracy_score(y, p),
            "jaccard": metrics.jaccard_score(y, p), "ppv": metrics.precision_score(y, p),
            "sensitivity": metrics.recall_score(y, p), "accuracy": metrics.accuracy_score(y, p),
        }
        cases.append(("binary_counts", {"tp": tp, "fp": fp, "fn": fn, "tn": tn}, e))
    table = rng.integers(1, 30, (4, 4))
    y = [i for i in range(4) for j in range(4) for _ in range(table[i][j])]
    p = [j for i in range(4) for j in range(4) for _ in range(table[i][j])]
    cases.append(("binary_counts", {"confusion_matrix": table.tolist()}, {
        "mcc_multiclass": metrics.matthews_corrcoef(y, p), "macro_f1": metrics.f1_score(y, p, average="macro"),
        "micro_f1": metrics.f1_score(y, p, average="micro"), "weighted_f1": metrics.f1_score(y, p, average="weighted"),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, p),
        "weighted_kappa_linear": metrics.cohen_kappa_score(y, p, weights="linear"),
        "weighted_kappa_quadratic": metrics.cohen_kappa_score(y, p, weights="quadratic"),
    }))
    write("tables", f"scikit-learn {sklearn.__version__}", cases)


def placement(score, truth):
    """Brute force over all pairs."""
    pos, neg = np.flatnonzero(truth == 1), np.flatnonzero(truth == 0)
    win = (score[pos][:, None] > score[neg][None, :]) + 0.5 * (score[pos][:, None] == score[neg][None, :])
    return pos, neg, win.mean(1), win.mean(0), win.mean()


def curves():
    cases = []
    for n, decimals, shift in [(60, 1, 1.0), (41, 3, 2.0), (30, 0, 0.3)]:
        truth = (np.arange(n) % 3 == 0).astype(int)
        score = np.round(rng.normal(size=n) + shift * truth, decimals) + 0.0
        pos, neg, v10, v01, auc = placement(score, truth)
        variance = v10.var(ddof=1) / len(pos) + v01.var(ddof=1) / len(neg)
        se = math.sqrt(variance)
        logit, half = math.log(auc / (1 - auc)), Z * se / (auc * (1 - auc))
        assert abs(auc - metrics.roc_auc_score(truth, score)) < 1e-12
        data = {"truth": truth.tolist(), "score": score.tolist(), "conf_level": 0.95}
        cases.append(("roc_auc", data, {
            "auc": auc, "delong.variance": variance, "delong.lower_unclipped": auc - Z * se,
            "delong_logit.lower": 1 / (1 + math.exp(half - logit)), "delong_logit.upper": 1 / (1 + math.exp(-half - logit)),
        }))
        recall_first = metrics.precision_recall_curve(truth, score)
        cases.append(("pr_auc", data, {
            "average_precision": metrics.average_precision_score(truth, score),
            "pr_auc_trapezoid_sklearn": metrics.auc(recall_first[1], recall_first[0]), "prevalence": truth.mean(),
        }))
        cases.append(("partial_auc", data, {
            "specificity_0.8_1.mcclish_corrected": metrics.roc_auc_score(truth, score, max_fpr=0.2),
            "specificity_0.5_1.mcclish_corrected": metrics.roc_auc_score(truth, score, max_fpr=0.5),
        }))
        other = np.round(rng.normal(size=n) + 0.7 * shift * truth, 1) + 0.0
        _, _, w10, w01, auc2 = placement(other, truth)
        cov = np.cov(v10, w10)[0, 1] / len(pos) + np.cov(v01, w01)[0, 1] / len(neg)
        var2 = w10.var(ddof=1) / len(pos) + w01.var(ddof=1) / len(neg)
        se_d = math.sqrt(variance + var2 - 2 * cov)
        cases.append(("roc_compare", {"truth": truth.tolist(), "score_a": score.tolist(), "score_b": other.tolist(),
                                      "paired": True, "conf_level": 0.95},
                      {"auc_b": auc2, "covariance": cov, "se_difference": se_d,
                       "p_two_sided": 2 * stats.norm.sf(abs((auc - auc2) / se_d))}))
        cluster = rng.integers(0, n // 3, n)
        k = np.unique(cluster)
        x10 = np.array([(v10[cluster[pos] == c] - auc).sum() for c in k])
        x01 = np.array([(v01[cluster[neg] == c] - auc).sum() for c in k])
        i10, i01 = len(np.unique(cluster[pos])), len(np.unique(cluster[neg]))
        m, q = len(pos), len(neg)
        v = (i10 / (i10 - 1) * (x10**2).sum() / m**2 + i01 / (i01 - 1) * (x01**2).sum() / q**2
             + 2 * len(k) / (len(k) - 1) * (x10 * x01).sum() / (m * q))
        cases.append(("clustered_auc", {"truth": truth.tolist(), "score_a": score.tolist(),
                                        "cluster": cluster.tolist(), "conf_level": 0.95},
                      {"auc": auc, "obuchowski.variance": v, "naive_delong.se": se}))
    write("curves", f"all pairs by numpy {np.__version__}; scikit-learn {sklearn.__version__}", cases)


def calibration():
    n = 120
    p = np.round(rng.beta(1.2, 2, n), 3).clip(0.01, 0.99)
    y = (rng.random(n) < 1 / (1 + np.exp(-(0.3 + 0.8 * np.log(p / (1 - p)))))).astype(int)
    logit = np.log(p / (1 - p))
    fit = sm.GLM(y, sm.add_constant(logit), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
    large = sm.GLM(y, np.ones(n), family=sm.families.Binomial(), offset=logit).fit(tol=1e-14, maxiter=200)
    expected = {
        "brier": metrics.brier_score_loss(y, p), "log_loss_unclipped": metrics.log_loss(y, p),
        "calibration_intercept": fit.params[0], "calibration_slope": fit.params[1],
        "calibration_intercept.se": fit.bse[0], "calibration_slope.se": fit.bse[1],
        "calibration_in_the_large": large.params[0], "calibration_in_the_large.se": large.bse[0],
    }
    write("calibration", f"scikit-learn {sklearn.__version__}; statsmodels {statsmodels.__version__} GLM",
          [("calibration", {"truth": y.tolist(), "probability": p.tolist(), "n_bins": 10}, expected)], (1e-7, 1e-7))


def resampling():
    cases = []
    x = [1.0, 4.0, 2.5, 8.0, 0.5]
    means = sorted(sum(c) / 5 for c in itertools.product(x, repeat=5))
    cases.append(("bootstrap", {"x": x, "statistic": "mean", "conf_level": 0.9}, {
        "exact_bootstrap_mean": np.mean(means), "exact_se": np.std(means),
        "percentile_lower": means[math.ceil(0.05 * len(means) - 1e-9) - 1],
        "percentile_upper": means[math.ceil(0.95 * len(means) - 1e-9) - 1],
    }))
    clusters = [[1, 1, 0], [0], [1, 1], [0, 1]]
    values = sorted(sum(sum(c) for c in draw) / sum(len(c) for c in draw)
                    for draw in itertools.product(clusters, repeat=4))
    cases.append(("cluster_bootstrap", {"clusters": clusters, "conf_level": 0.8}, {
        "exact_bootstrap_mean": np.mean(values), "exact_se": np.std(values),
        "percentile_lower": values[math.ceil(0.1 * len(values) - 1e-9) - 1], "fraction_undefined_resamples": 0,
    }))
    names = {1: "inverted_cdf", 2: "averaged_inverted_cdf", 4: "interpolated_inverted_cdf", 5: "hazen", 6: "weibull",
             7: "linear", 8: "median_unbiased", 9: "normal_unbiased"}
    for size in (1, 2, 9, 20):
        data = np.round(rng.normal(size=size), 2)
        cases.append(("quantile", {"x": data.tolist()}, {
            f"p{prob}.type{t}": np.quantile(data, prob, method=m) for t, m in names.items()
            for prob in (0.0, 0.025, 0.25, 0.5, 0.75, 0.9, 1.0)}))
    write("resampling", f"complete enumeration; numpy {np.__version__} quantile", cases)


def special():
    calls = {}
    for a, b, x in [(0.5, 0.5, 0.1), (2.5, 7.5, 0.3), (81, 183, 0.25), (1e4, 0.5, 0.9999), (300, 7e4, 0.005), (0.01, 3, 1e-9)]:
        X = mpmath.mpf(x)
        calls[f"pbeta({x},{a},{b})"] = mpmath.betainc(a, b, 0, X, regularized=True)
        calls[f"sf_beta({x},{a},{b})"] = mpmath.betainc(a, b, X, 1, regularized=True)
    for a, x in [(0.5, 1e-6), (3, 2), (137, 115), (1e5, 1.01e5), (2, 60)]:
        X = mpmath.mpf(x)
        calls[f"pgamma({x},{a})"] = mpmath.gammainc(a, 0, X, regularized=True)
        calls[f"sf_gamma({x},{a})"] = mpmath.gammainc(a, X, mpmath.inf, regularized=True)
    for z in (-37.5, -8, -1, 0.3, 0.7, 5.6, 5.7, 38):
        calls[f"sf_norm({z})"] = mpmath.erfc(mpmath.mpf(z) / mpmath.sqrt(2)) / 2
    for t, df in [(2.110999, 15.25967), (4, 1), (2.4, 981641.125), (30, 0.5)]:
        T, V = mpmath.mpf(t), mpmath.mpf(df)
        calls[f"sf_t({t},{df})"] = mpmath.betainc(V / 2, 0.5, 0, V / (V + T * T), regularized=True) / 2
    for x in (1e-3, 0.5, 1, 1.5, 14.9, 1e6):
        calls[f"lgamma({x})"] = mpmath.loggamma(mpmath.mpf(x))
    write("special-functions", f"mpmath {mpmath.__version__}, 40 digits", [("special_functions", {}, calls)], (1e-15, 1e-12))


for part in (proportions, differences, tables, curves, calibration, resampling, special):
    part()
print("written with Python", sys.version.split()[0])
