/**
 * The one error class. A thrown error means "this cannot be done"; doubts about content are findings (see
 * `finding.ts`) and outcomes of judgement are verdicts. The code's family fixes the exit code.
 */

/** Exit codes of the command line, the same for every command. */
export const EXIT = {
  done: 0,
  notMet: 1,
  badInput: 2,
  integrity: 3,
  incomplete: 4,
  defect: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Every code that can be thrown. The part before the first hyphen is the family. */
export type ErrorCode =
  // what the user gave or asked for
  | 'INPUT-ARGUMENT'
  | 'INPUT-FILE-MISSING'
  | 'INPUT-FILE-UNREADABLE'
  | 'INPUT-FILE-EXISTS'
  | 'INPUT-FOLDER-EXISTS'
  | 'INPUT-FOLDER-UNWRITABLE'
  | 'INPUT-PATH-ESCAPES'
  | 'INPUT-SYNTAX'
  | 'INPUT-SCHEMA'
  | 'INPUT-FINDINGS'
  | 'INPUT-NOT-A-PROJECT'
  | 'INPUT-PASSPHRASE'
  | 'INPUT-ORDER'
  | 'INPUT-DUPLICATE'
  | 'INPUT-NOT-BLIND'
  | 'INPUT-UNKNOWN-KIND'
  // images
  | 'IMAGE-NOT-DICOM'
  | 'IMAGE-TRUNCATED'
  | 'IMAGE-UNSUPPORTED'
  | 'IMAGE-INVALID'
  | 'IMAGE-IDENTIFIERS'
  // slices that make no volume
  | 'GEOMETRY-SEVERAL-SERIES'
  | 'GEOMETRY-NO-POSITION'
  | 'GEOMETRY-COLOUR'
  | 'GEOMETRY-MIXED-FRAME-OF-REFERENCE'
  | 'GEOMETRY-MIXED-ORIENTATION'
  | 'GEOMETRY-MIXED-SIZE'
  | 'GEOMETRY-MIXED-PIXEL-SPACING'
  | 'GEOMETRY-MIXED-VALUES'
  | 'GEOMETRY-SEVERAL-VOLUMES'
  | 'GEOMETRY-DUPLICATE-POSITION'
  | 'GEOMETRY-DISTANT-SLICE'
  | 'GEOMETRY-MISSING-SLICE'
  | 'GEOMETRY-UNEVEN-SPACING'
  | 'GEOMETRY-GANTRY-TILT'
  | 'GEOMETRY-TOO-FEW-SLICES'
  // model package and inference
  | 'MODEL-INVALID'
  | 'MODEL-SHAPE'
  | 'MODEL-OUTPUT'
  | 'MODEL-WORKER'
  // statistics
  | 'STATS-ARGUMENT'
  | 'STATS-UNKNOWN'
  // integrity
  | 'INTEGRITY-BOUND-FILE'
  | 'INTEGRITY-LEDGER'
  | 'INTEGRITY-STORE'
  | 'INTEGRITY-SIGNATURE'
  | 'INTEGRITY-CHECKPOINT'
  | 'INTEGRITY-SCORER'
  | 'INTEGRITY-DATA-VERSION'
  | 'CANONICAL-NOT-JSON'
  // the run stopped or cannot be judged
  | 'RUN-INTERRUPTED'
  | 'RUN-NO-LOOK-LEFT'
  | 'RUN-BUSY'
  // the page
  | 'RENDER-NO-BROWSER'
  | 'RENDER-FAILED'
  | 'RENDER-UNKNOWN-NUMBER'
  // ours
  | 'DEFECT';

const EXIT_BY_FAMILY: Record<string, ExitCode> = {
  INPUT: EXIT.badInput,
  IMAGE: EXIT.badInput,
  GEOMETRY: EXIT.badInput,
  MODEL: EXIT.badInput,
  STATS: EXIT.badInput,
  RENDER: EXIT.badInput,
  INTEGRITY: EXIT.integrity,
  CANONICAL: EXIT.defect,
  RUN: EXIT.incomplete,
  DEFECT: EXIT.defect,
};

export interface AppErrorOptions {
  /** What the reader should do next, one sentence, no full stop. */
  hint: string;
  /** File, `file:line:column` or JSON pointer the error is about. */
  place?: string;
  cause?: unknown;
  /** Machine-readable facts, printed by `--json`. */
  details?: Readonly<Record<string, unknown>>;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly place: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  /** @param message what was wrong, in one line without a full stop */
  constructor(code: ErrorCode, message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.place = options.place;
    this.details = options.details ?? {};
  }

  get exitCode(): ExitCode {
    return EXIT_BY_FAMILY[this.code.split('-')[0] ?? ''] ?? EXIT.defect;
  }
}

/** The message of anything thrown, on one line: `catch` clauses receive `unknown`. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
