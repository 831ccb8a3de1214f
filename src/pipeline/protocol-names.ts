import { AppError } from '../core/error.js';
import { readProtocol } from '../protocol/read.js';

/**
 * The name map of a protocol: labels with their names.
 * @throws AppError INPUT-SCHEMA when the protocol declares none; INPUT-FINDINGS when its form is wrong
 */
export async function protocolNames(file: string): Promise<Record<string, string[]>> {
  const { protocol, findings } = await readProtocol(file);
  const [first] = findings;
  if (protocol === null) {
    throw new AppError('INPUT-FINDINGS', `the protocol cannot be used: ${first?.message ?? 'wrong form'}`, {
      place: file,
      hint: 'run veritome check',
      details: { findings },
    });
  }
  const { labels } = protocol.referenceStandard;
  if (labels === undefined) {
    throw new AppError('INPUT-SCHEMA', 'the protocol has no name map', {
      place: file,
      hint: 'add referenceStandard.labels to it',
    });
  }
  return labels;
}
