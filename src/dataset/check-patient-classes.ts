import type { Finding } from '../core/finding.js';
import type { Protocol, ReferenceRow, ReferenceStandard } from '../schema/types.js';

/**
 * Under `highest-mean-score` the images of a patient are views of one thing and share its class: where they differ the
 * patient has none. (Under `highest-class` the highest of any image is that of the patient.)
 */
export function checkPatientClasses(
  reference: ReferenceStandard,
  { patientClass }: NonNullable<Protocol['classes']>,
): Finding[] {
  if (patientClass === 'highest-class') return [];
  const firstOf = new Map<string, ReferenceRow>();
  return reference.rows.flatMap((row): Finding[] => {
    const first = firstOf.get(row.case);
    if (first === undefined) firstOf.set(row.case, row);
    if (first === undefined || first.truth === row.truth) return [];
    return [
      {
        code: 'DATA-REFERENCE-PATIENT',
        severity: 'error',
        path: reference.file.path,
        line: row.line,
        column: 1,
        message: `case ${row.case} is ${row.truth} by image ${row.image}, ${first.truth} by image ${first.image} on line ${first.line}`,
        fix: 'correct the one that is wrong; where images of a patient may differ, only ordinal classes with patientClass: highest-class fit',
        args: { case: row.case, image: row.image },
      },
    ];
  });
}
