import type { Finding } from '../core/finding.js';
import type { DevelopmentOverlap, OverlapMethod, Protocol } from '../schema/types.js';

const SHARED: Readonly<Record<OverlapMethod['method'], string>> = {
  patient: 'is a patient the model was developed on',
  study: 'is of a study the model was developed on',
  series: 'is of a series the model was developed on',
  instance: 'is an instance the model was developed on',
  pixels: 'has the pixels of an image the model was developed on',
  'near-duplicate': 'looks like an image the model was developed on',
};

/**
 * One finding for each overlap: an error, or a warning where the protocol accepts it; and a warning for what the
 * protocol accepts and nobody found.
 * @param place manifest of the test set
 */
export function overlapFindings(
  record: DevelopmentOverlap,
  accepted: Protocol['data']['acceptedOverlap'],
  place: string,
): Finding[] {
  const found = record.methods.flatMap(({ method, unit, found: overlaps }) =>
    overlaps.map(({ id, likeness, accepted: reason }): Finding => {
      const like = likeness === null ? '' : ` (likeness ${likeness.toFixed(3)})`;
      const message = `${unit === 'case' ? 'case' : 'image'} ${id} ${SHARED[method]}${like}`;
      const args = { method, id, ...(likeness === null ? {} : { likeness }) };
      return reason === null
        ? {
            code: 'DATA-LEAKAGE',
            severity: 'error',
            path: place,
            message,
            fix: 'take it out of the test set, or accept it with a reason in data.acceptedOverlap',
            args,
          }
        : {
            code: 'DATA-LEAKAGE-ACCEPTED',
            severity: 'warning',
            path: place,
            message: `${message}; accepted: ${reason}`,
            fix: 'be ready to defend the reason: it is printed in the report',
            args,
          };
    }),
  );
  const all = new Set(
    record.methods.flatMap(({ method, found: overlaps }) => overlaps.map(({ id }) => `${method}\n${id}`)),
  );
  const idle = (accepted ?? []).flatMap(({ method, ids }) =>
    ids
      .filter((id) => !all.has(`${method}\n${id}`))
      .map((id): Finding => ({
        code: 'DATA-LEAKAGE-NOT-FOUND',
        severity: 'warning',
        path: place,
        message: `the protocol accepts an overlap by ${method} of ${id}, and there is none`,
        fix: 'correct the method and the id in data.acceptedOverlap, or remove the line',
        args: { method, id },
      })),
  );
  return [...found, ...idle, ...unknownWarning(record, place)];
}

function unknownWarning({ keys, methods }: DevelopmentOverlap, place: string): Finding[] {
  const unknown = methods.filter(({ state }) => state === 'not-known').map(({ method }) => method);
  if (unknown.length === 0) return [];
  return [
    {
      code: 'DATA-LEAKAGE-UNKNOWN',
      severity: 'warning',
      path: place,
      message:
        keys === null
          ? 'the protocol names no development keys: nobody can say whether the model was developed on this set'
          : `overlap with the development data by ${unknown.join(', ')} is not known`,
      fix: 'make keys of the development images with `veritome data development-keys` and name them in data.development',
      args: { methods: unknown.join(' ') },
    },
  ];
}

const PLURAL = { case: 'cases', image: 'images', file: 'files' } as const;

/** A line a method, for the console; 100 columns. */
export function overlapLines({ keys, methods }: DevelopmentOverlap): string[] {
  const head = keys === null ? 'not known, the protocol names no keys' : `compared with ${keys.path}`;
  return [`overlap with the development data: ${head}`, ...(keys === null ? [] : methods.map(methodLine))];
}

function methodLine(row: OverlapMethod): string {
  const name = `  ${row.method.padEnd(15)}`;
  if (row.state === 'not-known') return `${name}not known: ${row.why ?? ''}`;
  const accepted = row.found.filter((one) => one.accepted !== null).length;
  const silent = row.notCompared === 0 ? '' : `, ${row.notCompared} not comparable`;
  return (
    `${name}${row.found.length} found, ${row.compared} ${PLURAL[row.unit]} against ${row.development ?? 0}${silent}` +
    (row.threshold === null ? '' : `, likeness from ${row.threshold}`) +
    (accepted === 0 ? '' : `, ${accepted} accepted`)
  );
}
