import { readYaml } from './yaml-source.js';

/**
 * The development keys that a protocol names. It may still be a draft here, so only this one field is asked for.
 * @returns path relative to the project, or null where none is named or the text cannot be read
 */
export async function namedDevelopmentKeys(protocolText: string, place: string): Promise<string | null> {
  const { value } = await readYaml(protocolText, place);
  const data = fieldOf(value, 'data');
  const path = fieldOf(data, 'development');
  return typeof path === 'string' && path !== '' ? path : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
