import { pointerPart } from '../schema/schema-issue.js';
import type { Protocol } from '../schema/types.js';
import type { Report } from './lint-context.js';

/** Every name of the name map has one label; composed and decomposed letters are the same (Unicode NFC). */
export function checkLabels({ referenceStandard }: Protocol, report: Report): void {
  const labels = Object.entries(referenceStandard.labels ?? {});
  const owner = new Map(labels.map(([label]) => [label.normalize('NFC'), label]));
  const seen = new Set<string>();
  for (const [label, names] of labels) {
    for (const [i, name] of names.entries()) {
      const key = name.normalize('NFC');
      const other = owner.get(key);
      if (seen.has(key) || (other !== undefined && other !== label))
        report(
          'LABEL-REPEATED',
          `/referenceStandard/labels/${pointerPart(label)}/${i}`,
          `${JSON.stringify(name)} is a name of ${other ?? label} already`,
          'give the name one label',
        );
      seen.add(key);
      owner.set(key, other ?? label);
    }
  }
}
