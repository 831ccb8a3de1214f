import { AppError } from '../../core/error.js';

const FETCH_AGAIN = 'the pixels are damaged: fetch the file again from its source';

/** The codestream contradicts itself or its standard. */
export function damaged(what: string): AppError {
  return new AppError('IMAGE-INVALID', `the compressed pixels are damaged: ${what}`, { hint: FETCH_AGAIN });
}

/** The codestream ends before the image does. */
export function cutShort(what: string): AppError {
  return new AppError('IMAGE-TRUNCATED', `the compressed pixels are cut short: ${what}`, {
    hint: FETCH_AGAIN,
  });
}

/** Legal, but nothing here decodes it. */
export function undecodable(what: string): AppError {
  return new AppError('IMAGE-UNSUPPORTED', `the compressed pixels cannot be decoded: ${what}`, {
    hint: 'convert the image to Explicit VR Little Endian without loss',
  });
}
