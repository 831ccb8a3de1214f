import { describe, expect, it } from 'vitest';
import { SHARED_INDEX, WITHOUT_SHARED, sharedPath } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

interface RecordedMeasurement {
  concept: unknown;
  value: string | null;
  units?: string;
}

interface RecordedReport {
  document_title: unknown;
  template: string | null;
  completion: string;
  verification: string;
  measurement_groups: {
    tracking_id: string;
    tracking_uid: string;
    finding: unknown;
    finding_site?: unknown;
    measurements: RecordedMeasurement[];
    refs: { type: string; sop?: string; segments?: number[]; graphic?: string; points?: number }[];
  }[];
  n_num_items: number;
  nums_outside_groups: RecordedMeasurement[] | null;
}

interface PrintedGroup {
  trackingUid: string | null;
  measurements: { trackingUid: string | null }[];
}

const files = SHARED_INDEX.files.filter((file) => 'sr' in file);

describe.skipIf(WITHOUT_SHARED)('recorded reports', () => {
  it.each(files)('$path', async (file) => {
    const recorded = file['sr'] as RecordedReport;
    const { kind, facts } = await inspectPath(sharedPath(file.path));
    expect(kind).toBe('sr');
    const { dicom } = file as unknown as { dicom: Record<string, string> };
    expect(facts).toMatchObject({
      modality: dicom['modality'],
      sopClassUid: dicom['sop_class'],
      transferSyntaxUid: dicom['transfer_syntax'],
      patientIdentityRemoved: dicom['PatientIdentityRemoved'] === undefined ? null : true,
    });
    const report = facts['sr'] as Record<string, unknown>;
    expect(report).toMatchObject({
      documentTitle: recorded.document_title,
      template: recorded.template,
      completion: recorded.completion,
      verification: recorded.verification,
      numericItems: recorded.n_num_items,
      measurementGroups: recorded.measurement_groups.map((group) => ({
        trackingId: group.tracking_id,
        finding: group.finding,
        findingSite: group.finding_site ?? null,
        measurements: group.measurements.map(measured),
        references: group.refs.map(({ sop, ...ref }) => (sop === undefined ? ref : { ...ref, sopTail: sop })),
      })),
    });
    // The record names the last tracking UID below a group. Where a measurement has one of its own, that is not the
    // group's: each is printed where the report has it.
    recorded.measurement_groups.forEach((group, i) => {
      const { trackingUid, measurements } = (report['measurementGroups'] as PrintedGroup[])[i]!;
      const own = measurements.flatMap((one) => one.trackingUid ?? []);
      expect([trackingUid, ...own].at(-1)).toBe(group.tracking_uid);
    });
    if (recorded.nums_outside_groups !== null) {
      expect(report['numsOutsideGroups']).toMatchObject(recorded.nums_outside_groups.map(measured));
    }
  });
});

function measured({ concept, value, units }: RecordedMeasurement): Record<string, unknown> {
  return { concept, value, units: units ?? null };
}
