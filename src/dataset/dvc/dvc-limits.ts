/** Bounds on DVC's own files. They hold before anything is parsed. */
export const DVC_LIMITS = {
  /** A `.dvc` file or a `dvc.lock`; real ones stay below 100 kB. */
  yamlBytes: 4 * 2 ** 20,
  /** A `.dir` object, about 100 bytes a file. */
  dirBytes: 256 * 2 ** 20,
  /** Files of one folder output. */
  dirFiles: 1_000_000,
  /** Folders inside one another. */
  folderDepth: 64,
  /** One `.dvcignore`, and its lines. */
  ignoreBytes: 2 ** 20,
  ignoreRules: 2000,
} as const;
