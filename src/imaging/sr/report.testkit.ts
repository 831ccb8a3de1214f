import { row } from '../dicom-writer.testkit.js';
import type { Row } from '../dicom-writer.testkit.js';

/** A code as `scheme value meaning`. */
export type CodeSpec = `${string} ${string} ${string}`;

/** Rows of an item: its name, its kind, what it holds, and the items below it. */
export interface ItemSpec {
  type?: string;
  concept?: CodeSpec;
  relationship?: string;
  rows?: readonly Row[];
  children?: readonly ItemSpec[];
}

export function code(tag: number, spec: CodeSpec): Row {
  const [scheme, value, ...meaning] = spec.split(' ');
  return row(tag, 'SQ', [
    [row(0x00080100, 'SH', value!), row(0x00080102, 'SH', scheme!), row(0x00080104, 'LO', meaning.join(' '))],
  ]);
}

export function num(concept: CodeSpec, value: string, units: CodeSpec, children: ItemSpec[] = []): ItemSpec {
  const measured = [code(0x004008ea, units), row(0x0040a30a, 'DS', value)];
  return { type: 'NUM', concept, rows: [row(0x0040a300, 'SQ', [measured])], children };
}

export function coded(concept: CodeSpec, value: CodeSpec): ItemSpec {
  return { type: 'CODE', concept, rows: [code(0x0040a168, value)] };
}

export function text(concept: CodeSpec, value: string): ItemSpec {
  return { type: 'TEXT', concept, rows: [row(0x0040a160, 'UT', value)] };
}

export function uid(concept: CodeSpec, value: string): ItemSpec {
  return { type: 'UIDREF', concept, rows: [row(0x0040a124, 'UI', value)] };
}

export function observer(name: string): ItemSpec {
  return { type: 'PNAME', concept: 'DCM 121008 Person Observer Name', rows: [row(0x0040a123, 'PN', name)] };
}

export function image(
  instanceUid: string,
  more: readonly Row[] = [],
  sopClass = '1.2.840.10008.5.1.4.1.1.2',
): ItemSpec {
  const reference = [row(0x00081150, 'UI', sopClass), row(0x00081155, 'UI', instanceUid), ...more];
  return { type: 'IMAGE', rows: [row(0x00081199, 'SQ', [reference])] };
}

export function places(
  type: 'SCOORD' | 'SCOORD3D',
  graphic: string,
  values: number[],
  children: ItemSpec[] = [],
  frame?: string,
): ItemSpec {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  return {
    type,
    rows: [
      ...(frame === undefined ? [] : [row(0x30060024, 'UI', frame)]),
      row(0x00700022, 'FL', bytes),
      row(0x00700023, 'CS', graphic),
    ],
    children,
  };
}

export function group(...children: ItemSpec[]): ItemSpec {
  return { type: 'CONTAINER', concept: 'DCM 125007 Measurement Group', children };
}

export function itemRows({
  type,
  concept,
  relationship = 'CONTAINS',
  rows = [],
  children = [],
}: ItemSpec): Row[] {
  return [
    row(0x0040a010, 'CS', relationship),
    ...(type === undefined ? [] : [row(0x0040a040, 'CS', type)]),
    ...(concept === undefined ? [] : [code(0x0040a043, concept)]),
    ...rows,
    ...(children.length === 0 ? [] : [row(0x0040a730, 'SQ', children.map(itemRows))]),
  ].sort((a, b) => a.tag - b.tag);
}

/** Rows of a Comprehensive 3D SR after TID 1500; `evidence` lists instances of the series 2.25.1.1. */
export function reportRows(
  children: readonly ItemSpec[],
  evidence: readonly string[] = [],
  more: readonly Row[] = [],
): Row[] {
  const root = itemRows({ type: 'CONTAINER', concept: 'DCM 126000 Imaging Measurement Report', children });
  return [
    row(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.34'),
    row(0x00080018, 'UI', '2.25.99'),
    row(0x00080060, 'CS', 'SR'),
    row(0x0040a375, 'SQ', [
      [
        row(0x00081115, 'SQ', [
          [
            row(
              0x00081199,
              'SQ',
              evidence.map((instance) => [row(0x00081155, 'UI', instance)]),
            ),
            row(0x0020000e, 'UI', '2.25.1.1'),
          ],
        ]),
      ],
    ]),
    row(0x0040a491, 'CS', 'COMPLETE'),
    row(0x0040a493, 'CS', 'VERIFIED'),
    row(0x0040a504, 'SQ', [[row(0x00080105, 'CS', 'DCMR'), row(0x0040db00, 'CS', '1500')]]),
    ...root.filter(({ tag }) => tag !== 0x0040a010),
    ...more,
  ].sort((a, b) => a.tag - b.tag);
}
