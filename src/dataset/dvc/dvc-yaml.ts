import { AppError } from '../../core/error.js';
import { DVC_LIMITS } from './dvc-limits.js';

/**
 * YAML of a `.dvc` file or `dvc.lock` as plain data. DVC writes no anchors and no aliases, so an alias is refused
 * rather than counted.
 * @param scalars `text` leaves every scalar as it is written: an md5 of 32 digits stays text
 * @throws AppError INPUT-SYNTAX
 */
export async function parseDvcYaml(
  text: string,
  place: string,
  scalars: 'text' | 'typed' = 'text',
): Promise<unknown> {
  if (text.length > DVC_LIMITS.yamlBytes) {
    throw notYaml(`it is larger than ${DVC_LIMITS.yamlBytes} bytes`, place);
  }
  const { parseDocument } = await import('yaml');
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      schema: scalars === 'text' ? 'failsafe' : 'core',
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error !== undefined) throw notYaml(error.message.replace(/\s+/g, ' '), place);
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch (thrown) {
    // An alias makes toJS throw a ReferenceError, nesting deeper than the call stack a RangeError.
    if (thrown instanceof ReferenceError) throw notYaml('it holds aliases, which DVC never writes', place);
    if (thrown instanceof RangeError) throw notYaml('it is nested too deeply', place);
    throw thrown;
  }
}

function notYaml(what: string, place: string): AppError {
  return new AppError('INPUT-SYNTAX', `not readable as YAML: ${what}`, {
    place,
    hint: 'fetch the file again from version control',
  });
}
