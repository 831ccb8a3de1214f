import type { ModelPackage } from '../schema/types.js';

/** A package around `tinyOnnx`: 8 × 8 inputs scaled to 0 … 1, one score in 0 … 1. */
export function tinyPackage(): ModelPackage {
  return {
    kind: 'model-package',
    schemaVersion: 1,
    id: 'tiny',
    version: '1.0',
    title: 'Mean brightness',
    files: [{ path: 'tiny.onnx', role: 'weights' }],
    components: [
      {
        id: 'classifier',
        adapter: 'onnx',
        file: 'tiny.onnx',
        runtime: { executionProvider: 'cpu', intraOpThreads: 1, interOpThreads: 1, graphOptimization: 'all' },
        input: { name: 'image', type: 'float32', shape: [1, 1, 8, 8] },
        output: { name: 'logit', type: 'float32', shape: [1, 1, 1, 1] },
        preprocess: [
          { step: 'invert-monochrome1' },
          { step: 'scale-percentiles', lower: 0, upper: 100 },
          { step: 'resize', rows: 8, columns: 8, method: 'area' },
        ],
        postprocess: [{ step: 'sigmoid' }, { step: 'select', index: 0, as: 'score' }],
      },
    ],
    pipeline: ['classifier'],
    outputs: [{ name: 'score', kind: 'score', meaning: 'brightness', range: [0, 1] }],
  };
}
