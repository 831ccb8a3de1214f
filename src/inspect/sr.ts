import { readFile } from 'node:fs/promises';
import { readDicom } from '../imaging/dicom.js';
import { uidTail } from '../imaging/object-references.js';
import { isReport, readReport } from '../imaging/sr/measurement-report.js';
import type { Measurement, MeasurementGroup } from '../imaging/sr/measurement-report.js';
import type { Inspector } from './inspector.js';
import { sopClassOf } from './sop-class.js';

/** DICOM structured reports: measurement reports (TID 1500) in full, of others what is measured. Free text is not printed. */
export const sr: Inspector = {
  name: 'sr',
  claims: (candidate) => isReport(sopClassOf(candidate)),
  async inspect({ path, absolute }) {
    const file = await readDicom(await readFile(absolute), path);
    const report = readReport(file.dataSet);
    return {
      kind: 'sr',
      facts: {
        modality: file.facts.modality,
        sopClassUid: file.facts.sopClassUid,
        transferSyntaxUid: file.facts.transferSyntaxUid,
        sr: {
          documentTitle: report.title,
          template: report.template,
          completion: report.completion,
          verification: report.verification,
          measurementGroups: report.groups.map(groupFacts),
          numericItems: report.numericItems,
          numsOutsideGroups: report.outsideGroups.map(measurementFacts),
          contentItems: report.contentItems,
          referencedImages: report.imageUids.length,
        },
      },
      findings: file.findings,
      lines: [
        `DICOM structured report, ${report.title?.meaning ?? 'no title'}, template ${report.template ?? 'not named'}`,
        `${report.groups.length} measurement groups, ${report.numericItems} measurements`,
      ],
    };
  },
};

function groupFacts(group: MeasurementGroup): Record<string, unknown> {
  return {
    trackingId: group.trackingId,
    trackingUid: group.trackingUid,
    finding: group.finding,
    findingSite: group.findingSite,
    measurements: group.measurements.map(measurementFacts),
    references: group.references.map((one) =>
      one.type === 'IMAGE'
        ? { type: one.type, sopTail: uidTail(one.instanceUid), segments: one.segments, frames: one.frames }
        : one,
    ),
  };
}

function measurementFacts({ units, ...measurement }: Measurement): Record<string, unknown> {
  return { ...measurement, units: units?.value ?? null, unitsCode: units };
}
