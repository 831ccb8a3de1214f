/** Place in a text, both from 1. */
export interface Place {
  line: number;
  column: number;
}

/**
 * Where a JSON pointer stands in the file. `key`: the field's name; `value`: what follows it. A pointer to something
 * that is not there gives the nearest thing around it that is.
 */
export type Locate = (pointer: string, at?: 'key' | 'value') => Place | undefined;

export const nowhere: Locate = () => undefined;
