"""Known answers for masks, agreement, multiplicity, shift, the F distribution and planning, from synthetic data.

Needs numpy, scipy, statsmodels, scikit-learn and surface-distance (pip). Writes one .vectors.json beside each estimator:
    python tools/vectors/localisation_agreement_shift.py <project folder>
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import ndimage, stats
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa
from statsmodels.stats.multitest import multipletests

SEED = 20260101
GENERATOR = 'tools/vectors/localisation_agreement_shift.py'


def write(root, name, software, tolerance, cases):
    content = {
        'source': 'computed by the software named, on synthetic data',
        'software': software,
        'generator': GENERATOR,
        'seed': SEED,
        'tolerance': tolerance,
        'cases': cases,
    }
    path = Path(root) / name
    path.write_text(json.dumps(content, indent=1, allow_nan=False) + '\n')


def text(mask):
    return ''.join(str(int(v)) for v in mask.ravel())


def blob(rng, shape, centre, radius):
    grid = np.indices(shape).astype(float)
    squares = sum(((g - c) / r) ** 2 for g, c, r in zip(grid, centre, radius))
    return (squares + rng.normal(0, 0.15, shape)) <= 1


def boundary(mask):
    return mask & ~ndimage.binary_erosion(mask, ndimage.generate_binary_structure(mask.ndim, 1))


def masks(root):
    from surface_distance import lookup_tables, metrics

    # The package was written for older numpy.
    np.bool = np.bool_
    np.Inf = np.inf
    rng = np.random.default_rng(SEED)
    cases = []
    settings = [
        ((9, 12, 11), (2.5, 0.7, 0.9), (4, 6, 5), (3, 4, 3), (4.5, 6.5, 5), (3, 4.5, 3)),
        ((14, 17), (0.6, 1.1), (7, 8), (5, 6), (6, 9), (4, 5)),
        ((6, 10, 10), (3.0, 1.0, 1.0), (0, 4, 4), (2, 3, 3), (3, 6, 9), (2, 3, 3)),
    ]
    for shape, spacing, c1, r1, c2, r2 in settings:
        a, b = blob(rng, shape, c1, r1), blob(rng, shape, c2, r2)
        ea, eb = boundary(a), boundary(b)
        ab = ndimage.distance_transform_edt(~eb, sampling=spacing)[ea]
        ba = ndimage.distance_transform_edt(~ea, sampling=spacing)[eb]
        expected = {
            'hd': float(max(ab.max(), ba.max())),
            'hd95_max': float(max(np.percentile(ab, 95), np.percentile(ba, 95))),
            'hd95_pooled': float(np.percentile(np.concatenate([ab, ba]), 95)),
            'assd': float(np.concatenate([ab, ba]).mean()),
            'masd': float((ab.mean() + ba.mean()) / 2),
            'dice': float(2 * (a & b).sum() / (a.sum() + b.sum())),
        }
        d = metrics.compute_surface_distances(a, b, spacing)
        asd = metrics.compute_average_surface_distance(d)
        expected.update({
            'surfel_asd': [float(asd[0]), float(asd[1])],
            'surfel_hd95': float(metrics.compute_robust_hausdorff(d, 95)),
            'surface_dice_1': float(metrics.compute_surface_dice_at_tolerance(d, 1.0)),
            'surfel_area': float(d['surfel_areas_gt'].sum()),
        })
        cases.append({'shape': shape, 'spacing': spacing, 'reference': text(a), 'prediction': text(b), 'expected': expected})
    areas = lookup_tables.create_table_neighbour_code_to_surface_area((3.0, 0.7, 1.1))
    write(root, 'src/metrics/masks.vectors.json', f'scipy {scipy.__version__}, surface-distance 0.1', 1e-9,
          {'pairs': cases, 'areas': {'spacing': [3.0, 0.7, 1.1], 'area': [float(x) for x in areas]}})


def agreement(root):
    rng = np.random.default_rng(SEED + 1)
    cases = []
    for k, n in [(2, 60), (3, 90), (5, 200)]:
        first = rng.integers(0, k, n)
        second = np.where(rng.random(n) < 0.6, first, rng.integers(0, k, n))
        table = np.zeros((k, k), int)
        np.add.at(table, (first, second), 1)
        plain = cohens_kappa(table)
        cases.append({
            'table': table.tolist(),
            'kappa': float(cohen_kappa_score(first, second)),
            'linear': float(cohen_kappa_score(first, second, weights='linear')),
            'quadratic': float(cohen_kappa_score(first, second, weights='quadratic')),
            'standard_error': float(plain.std_kappa),
            'standard_error_null': float(plain.std_kappa0),
        })
    counts = rng.multinomial(6, [0.5, 0.3, 0.2], size=25)
    write(root, 'src/stats/agreement/kappa.vectors.json',
          f'scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}', 1e-10,
          {'two': cases, 'many': {'counts': counts.tolist(), 'kappa': float(fleiss_kappa(counts))}})


def multiplicity(root):
    rng = np.random.default_rng(SEED + 2)
    names = {'bonferroni': 'bonferroni', 'sidak': 'sidak', 'holm': 'holm', 'holmSidak': 'holm-sidak', 'hochberg': 'simes-hochberg',
             'hommel': 'hommel', 'benjaminiHochberg': 'fdr_bh', 'benjaminiYekutieli': 'fdr_by'}
    cases = []
    for m in (1, 2, 3, 6, 11):
        p = np.round(rng.beta(0.5, 4, m), 4)
        cases.append({'p': p.tolist(), 'adjusted': {
            ours: [float(x) for x in np.minimum(multipletests(p, 0.05, method=theirs)[1], 1)] for ours, theirs in names.items()}})
    write(root, 'src/stats/inference/multiplicity.vectors.json', f'statsmodels {statsmodels.__version__}', 1e-11, cases)


def shift(root):
    rng = np.random.default_rng(SEED + 3)
    cases = []
    for a, b in [(rng.normal(0, 1, 40), rng.normal(0.5, 1.3, 31)), (rng.integers(0, 6, 25), rng.integers(1, 7, 18)),
                 (rng.normal(0, 1, 5), rng.normal(2, 1, 7))]:
        a, b = np.round(a, 3), np.round(b, 3)
        tied = len(np.unique(np.concatenate([a, b]))) < len(a) + len(b)
        case = {
            'reference': a.tolist(), 'new': b.tolist(),
            'ks': float(stats.ks_2samp(a, b).statistic),
            'wasserstein': float(stats.wasserstein_distance(a, b)),
            'energy': float(stats.energy_distance(a, b)),
            'cramer_von_mises': float(stats.cramervonmises_2samp(a, b).statistic),
            'mann_whitney_u': float(stats.mannwhitneyu(a, b).statistic),
            'mann_whitney_p': float(stats.mannwhitneyu(a, b, method='asymptotic', use_continuity=True).pvalue),
        }
        if not tied:
            case['ks_p'] = float(stats.ks_2samp(a, b, method='exact').pvalue)
        cases.append(case)
    tables = []
    for table in ([[30, 12, 8], [22, 25, 9]], [[5, 1], [2, 7]], [[14, 3, 9, 6], [5, 9, 8, 11]]):
        t = np.array(table)
        chi2, p, df, expected = stats.chi2_contingency(t, correction=False)
        g, gp, _, _ = stats.chi2_contingency(t, correction=False, lambda_='log-likelihood')
        tables.append({'counts': table, 'chi2': chi2, 'df': int(df), 'p': p, 'g': g, 'g_p': gp, 'least_expected': float(expected.min()),
                       'jensen_shannon': float(jensenshannon(t[0], t[1]) ** 2),
                       'fisher': float(exact(t))})
    write(root, 'src/stats/shift/shift.vectors.json', f'scipy {scipy.__version__}; exact category test by plain enumeration', 1e-9,
          {'samples': cases, 'tables': tables})


def exact(table):
    """All 2 x k tables with these margins, one by one."""
    from itertools import product
    from math import comb

    sizes, n = table.sum(axis=0).tolist(), int(table[0].sum())
    whole = comb(sum(sizes), n)

    def probability(row):
        value = 1
        for size, x in zip(sizes, row):
            value *= comb(size, int(x))
        return value / whole

    observed = probability(table[0])
    total = 0.0
    for row in product(*[range(size + 1) for size in sizes]):
        if sum(row) == n:
            p = probability(row)
            if p <= observed * (1 + 1e-7):
                total += p
    return total


def distributions(root):
    cases = []
    for f, d1, d2, ncp in [(4.4563, 1, 15.26, 3.0), (0.2, 3, 7.5, 0.5), (12.0, 1, 4, 20.0), (2.5, 4.5, 60, 100.0)]:
        cases.append({'f': f, 'df1': d1, 'df2': d2, 'noncentrality': ncp, 'upper': float(stats.f.sf(f, d1, d2)),
                      'noncentral_upper': float(stats.ncf.sf(f, d1, d2, ncp)),
                      'quantile_95': float(stats.f.ppf(0.95, d1, d2))})
    write(root, 'src/stats/fisher-f.vectors.json', f'scipy {scipy.__version__}', 1e-8, cases)


def planning(root):
    p0, p1, alpha = 0.7, 0.85, 0.05
    plans = []
    for n in (20, 55, 90):
        critical = int(next(x for x in range(n + 2) if stats.binom.sf(x - 1, n, p0) <= alpha))
        plans.append({'n': n, 'critical': critical, 'alpha': float(stats.binom.sf(critical - 1, n, p0)),
                      'power': float(stats.binom.sf(critical - 1, n, p1))})
    t = []
    for n, d, sd in [(12, 0.05, 0.06), (40, 0.02, 0.05)]:
        c = stats.t.ppf(0.975, n - 1)
        delta = d / sd * np.sqrt(n)
        t.append({'n': n, 'difference': d, 'sd': sd, 'power': float(stats.nct.sf(c, n - 1, delta) + stats.nct.cdf(-c, n - 1, delta))})
    write(root, 'src/stats/planning/planning.vectors.json', f'scipy {scipy.__version__}', 1e-8,
          {'goal': p0, 'expected': p1, 'alpha': alpha, 'plans': plans, 't': t})


if __name__ == '__main__':
    for part in (masks, agreement, multiplicity, shift, distributions, planning):
        part(sys.argv[1])
