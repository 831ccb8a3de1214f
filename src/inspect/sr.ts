import { readFile } from 'node:fs/promises';
import { checkAgainstImages, seriesFor } from '../imaging/check-against-images.js';
import { readDicom } from '../imaging/dicom.js';
import { isReport } from '../imaging/object-classes.js';
import { uidTail } from '../imaging/object-references.js';
import { coordinatesOutside } from '../imaging/sr/coordinates-outside.js';
import { readReport } from '../imaging/sr/measurement-report.js';
import type { Measurement, MeasurementGroup, Report } from '../imaging/sr/measurement-report.js';
import type { ReportReference } from '../imaging/sr/report-references.js';
import { annotationIdentifiers } from './annotation-identifiers.js';
import { heldFacts } from './held-facts.js';
import type { Held, GivenImages, Inspector } from './inspector.js';
import { ReaderPseudonyms } from './reader-pseudonyms.js';
import { sopClassOf } from './sop-class.js';

/** Coordinates are printed of graphics with no more points than this. */
const PRINTED_POINTS = 256;

/** DICOM structured reports: measurement reports (TID 1500) in full, of others what is measured. Free text is not printed. */
export const sr: Inspector = {
  name: 'sr',
  claims: (candidate) => isReport(sopClassOf(candidate)),
  async inspect({ path, absolute, options }) {
    const file = await readDicom(await readFile(absolute), path);
    const report = readReport(file.dataSet);
    const pseudonyms = new ReaderPseudonyms(options?.readerPseudonym);
    const named = [...report.readers];
    return {
      kind: 'sr',
      facts: {
        modality: file.facts.modality,
        sopClassUid: file.facts.sopClassUid,
        transferSyntaxUid: file.facts.transferSyntaxUid,
        patientIdentityRemoved: file.facts.deidentified,
        deidentification: file.deidentification(),
        readers: pseudonyms.facts(named),
        sr: {
          documentTitle: report.title,
          template: report.template,
          completion: report.completion,
          verification: report.verification,
          measurementGroups: report.groups.map((group) => groupFacts(group, pseudonyms)),
          numericItems: report.numericItems,
          numsOutsideGroups: report.outsideGroups.map(measurementFacts),
          contentItems: report.contentItems,
          referencedInstances: report.referencedInstances,
          referencedImages: report.references.instanceUids.length,
          referencedSeries: report.references.seriesUids.length,
          framesOfReference: report.references.frameOfReferenceUids.length,
        },
      },
      findings: [...file.findings, ...annotationIdentifiers(file)],
      readers: { named, pseudonyms },
      against: (images) => againstImages(report, images, path),
      lines: [
        `DICOM structured report, ${report.title?.meaning ?? 'no title'}, template ${report.template ?? 'not named'}`,
        `${report.groups.length} measurement groups, ${report.numericItems} measurements`,
        ...report.groups.flatMap(groupLines),
      ],
    };
  },
};

function againstImages(report: Report, images: GivenImages, path: string): Held {
  const series = seriesFor(report.references, images.series);
  const findings = checkAgainstImages('SR', null, report.references, series, path);
  const outside = coordinatesOutside(report.coordinates, series);
  if (outside > 0) {
    findings.push({
      code: 'SR-COORDINATES-OUTSIDE',
      severity: 'error',
      path,
      message: `${outside} of ${report.coordinates.length} graphics have points outside of the images`,
      fix: 'give the images that were measured; if they are, correct the report',
      args: { outside, graphics: report.coordinates.length },
    });
  }
  return { ...heldFacts(null, series, images), findings };
}

function groupFacts(group: MeasurementGroup, pseudonyms: ReaderPseudonyms): Record<string, unknown> {
  return {
    trackingId: group.trackingId,
    trackingUid: group.trackingUid,
    finding: group.finding,
    findingSite: group.findingSite,
    readers: [...new Set(group.observers.map(({ name }) => pseudonyms.of(name)))],
    evaluations: group.evaluations,
    measurements: group.measurements.map(measurementFacts),
    references: group.references.map(referenceFacts),
  };
}

function referenceFacts(one: ReportReference): Record<string, unknown> {
  if (one.type === 'IMAGE') {
    return { type: one.type, sopTail: uidTail(one.instanceUid), segments: one.segments, frames: one.frames };
  }
  const { type, graphic, points, coordinates } = one;
  return {
    type,
    graphic,
    points,
    coordinates: points > PRINTED_POINTS ? null : [...coordinates],
    ...(type === 'SCOORD' ? { sopTails: one.images.map(({ instanceUid }) => uidTail(instanceUid)) } : {}),
  };
}

function measurementFacts({ units, ...measurement }: Measurement): Record<string, unknown> {
  return { ...measurement, units: units?.value ?? null, unitsCode: units };
}

function groupLines({ finding, trackingId, measurements }: MeasurementGroup, at: number): string[] {
  const name = finding?.meaning ?? trackingId ?? 'unnamed';
  return [
    `group ${at + 1}  ${name}`,
    ...measurements.map(({ concept, value, units, modifiers }) => {
      const of = modifiers.flatMap((modifier) => modifier.value.meaning ?? []).join(', ');
      const what = `${concept?.meaning ?? concept?.value ?? 'unnamed'}${of === '' ? '' : ` (${of})`}`;
      return `  ${what}: ${value ?? 'no value'}${units === null || value === null ? '' : ` ${units.value}`}`;
    }),
  ];
}
