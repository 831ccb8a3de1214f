import { sortFindings } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import type { DataManifest, ReferenceStandard } from '../schema/types.js';

/**
 * Holds a reference standard against the images it belongs to: each image has one label, each label an image, and
 * both call the case by the same id.
 */
export function checkReference(reference: ReferenceStandard, manifest: DataManifest): Finding[] {
  const path = reference.file.path;
  const findings: Finding[] = [];
  const images = new Map(manifest.images.map((image) => [image.id, image]));
  const labelled = new Set<string>();
  for (const row of reference.rows) {
    labelled.add(row.image);
    const image = images.get(row.image);
    if (image === undefined) {
      findings.push({
        code: 'DATA-LABEL-WITHOUT-IMAGE',
        severity: 'error',
        path,
        line: row.line,
        column: 1,
        message: `image ${row.image} is not in data manifest ${manifest.id}`,
        fix: 'remove the row, or inventory the folder that holds the image',
        args: { image: row.image, case: row.case },
      });
    } else if (image.case !== row.case) {
      // An unreadable image cannot say whose it is; then the table is the only source.
      const unreadable = image.study === null && image.case === image.id;
      findings.push({
        code: unreadable ? 'DATA-CASE-FROM-REFERENCE' : 'DATA-CASE-CONFLICT',
        severity: unreadable ? 'warning' : 'error',
        path,
        line: row.line,
        column: 1,
        message: `image ${row.image} belongs to case ${row.case} here, to ${image.case} in the data manifest`,
        fix: unreadable
          ? 'the image cannot be read: confirm that the table is right'
          : 'correct the one that is wrong: cases are the clusters of the analysis',
        args: { image: row.image, reference: row.case, manifest: image.case },
      });
    }
  }
  for (const image of manifest.images) {
    if (labelled.has(image.id)) continue;
    findings.push({
      code: 'DATA-IMAGE-WITHOUT-LABEL',
      severity: 'error',
      path,
      message: `image ${image.id} of case ${image.case} has no row`,
      fix: 'add its row: an image without truth cannot stay in the set',
      args: { image: image.id, case: image.case },
    });
  }
  return sortFindings(findings);
}
