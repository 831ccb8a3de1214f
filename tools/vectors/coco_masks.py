"""Known answers for COCO masks: polygons and boxes drawn, runs as text, unions, areas and boxes, by pycocotools.

Needs numpy and pycocotools (pip). Writes src/annotation/coco-masks.vectors.json:
    python tools/vectors/coco_masks.py <project folder>
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pycocotools import mask as coco

SEED = 20260101
GENERATOR = 'tools/vectors/coco_masks.py'


def runs_of(rle):
    """Runs of an encoded mask, read from its pixels and not from its text."""
    pixels = coco.decode(rle).reshape(-1, order='F')
    runs, value, run = [], 0, 0
    for pixel in pixels.tolist():
        if pixel != value:
            runs.append(run)
            value, run = pixel, 0
        run += 1
    return runs + [run]


def answer(rle):
    return {
        'counts': runs_of(rle),
        'text': rle['counts'].decode('ascii'),
        'area': int(coco.area(rle)),
        'bbox': [float(v) for v in coco.toBbox(rle)],
    }


def polygon_case(name, rings, rows, columns):
    parts = coco.frPyObjects(rings, rows, columns)
    return {
        'name': name,
        'rings': rings,
        'size': [rows, columns],
        'parts': [answer(part) for part in parts],
        'union': answer(coco.merge(parts)),
    }


def polygons(rng):
    cases = [
        polygon_case('rectangle on whole pixels', [[1, 1, 4, 1, 4, 3, 1, 3]], 5, 6),
        polygon_case('triangle', [[0, 0, 6, 0, 0, 6]], 8, 8),
        polygon_case('same triangle, other way round', [[0, 0, 0, 6, 6, 0]], 8, 8),
        polygon_case('half pixels', [[0.5, 0.5, 3.5, 0.5, 3.5, 3.5, 0.5, 3.5]], 5, 5),
        polygon_case('bow tie', [[1, 1, 8, 8, 8, 1, 1, 8]], 10, 10),
        polygon_case('beyond every edge', [[-4, -3, 20, 5, 9.5, 18, -2.25, 9]], 12, 14),
        polygon_case('outside', [[20, 20, 30, 20, 30, 30]], 10, 10),
        polygon_case('no area', [[2, 2, 6, 6, 4, 4]], 9, 9),
        polygon_case('two rings that overlap', [[1, 1, 7, 1, 7, 7, 1, 7], [4, 4, 10, 4, 10, 10, 4, 10]], 12, 11),
        polygon_case('two rings apart', [[0, 0, 3, 0, 3, 3, 0, 3], [6.2, 6.1, 9.7, 6.4, 8.1, 9.9]], 11, 12),
        polygon_case('whole image', [[0, 0, 7, 0, 7, 6, 0, 6]], 6, 7),
    ]
    for i in range(24):
        rows, columns = (int(v) for v in rng.integers(4, 40, 2))
        rings = []
        for _ in range(int(rng.integers(1, 4))):
            points = rng.uniform(-0.2, 1.2, (int(rng.integers(3, 9)), 2)) * [columns, rows]
            rings.append([round(float(v), 2) for v in points.reshape(-1)])
        cases.append(polygon_case(f'drawn at random {i + 1}', rings, rows, columns))
    return cases


def boxes(rng):
    cases = []
    for _ in range(8):
        rows, columns = (int(v) for v in rng.integers(5, 30, 2))
        box = [round(float(v), 1) for v in rng.uniform(0, 1, 4) * [columns / 2, rows / 2, columns / 2, rows / 2]]
        [rle] = coco.frPyObjects(np.array([box], np.double), rows, columns)
        cases.append({'box': box, 'size': [rows, columns], **answer(rle)})
    return cases


def masks(rng):
    cases = []
    for share in (0, 0.02, 0.3, 0.5, 0.9, 1):
        rows, columns = (int(v) for v in rng.integers(1, 60, 2))
        pixels = np.asfortranarray((rng.uniform(0, 1, (rows, columns)) < share).astype(np.uint8))
        cases.append({'size': [rows, columns], **answer(coco.encode(pixels))})
    blob = np.zeros((300, 400), np.uint8, order='F')
    y, x = np.mgrid[:300, :400]
    blob[(x - 210) ** 2 / 9 + (y - 140) ** 2 / 4 < 1500] = 1
    cases.append({'size': [300, 400], **answer(coco.encode(blob))})
    return cases


rng = np.random.default_rng(SEED)
content = {
    'source': 'computed by the software named, on synthetic data',
    'software': f'pycocotools {version("pycocotools")}, numpy {np.__version__}, Python {sys.version.split()[0]}',
    'generator': GENERATOR,
    'seed': SEED,
    'polygons': polygons(rng),
    'boxes': boxes(rng),
    'masks': masks(rng),
}
target = Path(sys.argv[1]) / 'src/annotation/coco-masks.vectors.json'
target.write_text(json.dumps(content) + '\n')
