import { AppError } from '../core/error.js';
import type { Lock, ModelPackage, Protocol, ScorerIdentity } from '../schema/types.js';
import type { RecordedEntry } from '../evidence/ledger-format.js';
import type { Subject } from '../evidence/statement.js';
import { modelPackageDigest, type PresentFile } from './lock.js';

/** What a rehearsal is a rehearsal of. */
export interface RehearsalContent {
  protocol: Protocol;
  protocolPath: string;
  model: ModelPackage;
  scorer: ScorerIdentity;
  /** Project files with their digests; see `presentFiles`. */
  files: readonly PresentFile[];
}

/** Names of the subjects that a `rehearsal-passed` entry must carry, with the words for a message. */
const PARTS = {
  protocol: 'the protocol',
  'model-package': 'the model package',
  'rehearsal-data': 'the rehearsal data manifest',
  'rehearsal-reference': 'the rehearsal reference standard',
  scorer: 'the installed program',
} as const;

const COMPARATOR = 'rehearsal-comparator:';

function partText(name: string): string {
  return name.startsWith(COMPARATOR)
    ? `the rehearsal table of comparator ${name.slice(COMPARATOR.length)}`
    : PARTS[name as keyof typeof PARTS];
}

/** Subjects of the ledger entry of a rehearsal: the lock asks for the same digests again. */
export function rehearsalSubjects(content: RehearsalContent): Subject[] {
  const { protocol, files } = content;
  const at = (path: string): string => {
    const found = files.find((file) => file.path === path);
    if (found !== undefined) return found.sha256;
    throw new AppError('INPUT-FILE-MISSING', `${path} is missing`, {
      place: path,
      hint: 'restore the file or correct the protocol',
    });
  };
  return [
    { name: 'protocol', sha256: at(content.protocolPath) },
    { name: 'model-package', sha256: modelPackageDigest(content) },
    { name: 'rehearsal-data', sha256: at(protocol.data.rehearsal) },
    { name: 'rehearsal-reference', sha256: at(protocol.referenceStandard.rehearsalFile) },
    ...(protocol.comparators ?? []).flatMap(({ id, rehearsalFile }) =>
      rehearsalFile === undefined ? [] : [{ name: `${COMPARATOR}${id}`, sha256: at(rehearsalFile) }],
    ),
    { name: 'scorer', sha256: content.scorer.sha256 },
  ];
}

/**
 * The rehearsal that passed for exactly these digests, the latest if there are several.
 * @throws AppError INPUT-ORDER when there is none, saying what differs from the latest that passed
 */
export function requireRehearsal(
  entries: readonly RecordedEntry[],
  content: RehearsalContent,
): Lock['rehearsal'] {
  const needed = rehearsalSubjects(content);
  const passed = entries.filter(({ entry }) => entry.action === 'rehearsal-passed').reverse();
  const match = passed.find((recorded) => differing(recorded, needed).length === 0);
  if (match !== undefined) return { entry: match.entry.sequence, subject: match.sha256 };
  const [latest] = passed;
  const hint = 'run veritome rehearse, then lock';
  if (latest === undefined)
    throw new AppError('INPUT-ORDER', 'no rehearsal has passed in this project', { hint });
  const changed = differing(latest, needed).map(partText);
  throw new AppError('INPUT-ORDER', `changed since the last rehearsal that passed: ${changed.join(', ')}`, {
    hint: 'rehearse again with what is to be locked: run veritome rehearse, then lock',
    place: latest.path,
    details: { differing: differing(latest, needed) },
  });
}

function differing({ entry }: RecordedEntry, needed: readonly Subject[]): string[] {
  return needed
    .filter(
      ({ name, sha256 }) =>
        !entry.subjects.some((subject) => subject.name === name && subject.sha256 === sha256),
    )
    .map(({ name }) => name);
}
