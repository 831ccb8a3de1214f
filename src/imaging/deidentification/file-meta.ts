import type { ProfileRow, ResidualKind } from './profile.js';

/**
 * Texts of the file meta information (PS3.10 section 7.1) beyond those of table E.1-1: titles of the machines that sent
 * and wrote the file, which sites often name after themselves, and what a writer added for itself. An inventory lists
 * the titles only where they look like an identifier: nearly every file has them.
 */
export const FILE_META_ROWS: ReadonlyMap<number, ProfileRow> = new Map(
  (
    [
      [0x00020016, 'SourceApplicationEntityTitle', 'application-title'],
      [0x00020017, 'SendingApplicationEntityTitle', 'application-title'],
      [0x00020018, 'ReceivingApplicationEntityTitle', 'application-title'],
      [0x00020026, 'SourcePresentationAddress', 'application-title'],
      [0x00020027, 'SendingPresentationAddress', 'application-title'],
      [0x00020028, 'ReceivingPresentationAddress', 'application-title'],
      [0x00020102, 'PrivateInformation', 'private'],
    ] as [number, string, ResidualKind][]
  ).map(([tag, attribute, kind]) => [
    tag,
    { attribute, kind, action: 'X', options: new Map([[kind === 'private' ? '113111' : '113109', 'K']]) },
  ]),
);
