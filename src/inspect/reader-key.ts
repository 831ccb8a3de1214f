import { readDevelopmentKeys } from '../dataset/development-overlap.js';

/**
 * The secret behind the pseudonyms of a data set, which its development keys hold.
 * @returns rejects with AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-SYNTAX, INPUT-SCHEMA
 */
export async function readerKey(file: string): Promise<string> {
  return (await readDevelopmentKeys(file)).key;
}
