import { AppError } from '../core/error.js';
import type { ErrorCode } from '../core/error.js';

/** Content that cannot be what it says it is. */
export function refused(
  place: string,
  message: string,
  hint: string,
  code: ErrorCode = 'INPUT-SCHEMA',
): AppError {
  return new AppError(code, message, { place, hint });
}
