import type { Finding } from '../../core/finding.js';
import { identifyingPattern } from './looks-real.js';

/** Words of imaging and of data sets: two of them side by side are no person. */
const USUAL_WORDS = new Set(
  (
    'abdomen adult annotation anon anonymized ap aorta axial bone brain breast calibration cardiac case cases chest ' +
    'contrast control coronal cr ct data dataset derived dicom dx echo elbow enhanced export external file files flair ' +
    'foot frontal hand head heart hip hospital image images input internal kidney knee label labels lateral left liver ' +
    'localizer lossless lossy lung mammo mask masks mg model mr neck new nifti no normal old original output pa part ' +
    'patient pelvis phantom phase plain png positive negative prediction predictions prostate pt radiograph raw reader ' +
    'reference rehearsal report right sagittal sample scan scanner scout segmentation series set shoulder site slice ' +
    'spine spleen standard study subject test thorax tiff train training transverse tumor tumour us validation vessel ' +
    'view volume with without wrist xray arterial venous portal early late delayed high low resolution quality big small ' +
    'little endian explicit implicit compressed uncompressed multi single frame frames float signed unsigned rgb ' +
    'philips siemens healthineers general electric canon toshiba hitachi fujifilm agfa carestream medical systems healthcare ' +
    'slicer university hospital clinic software created converted unknown'
  ).split(' '),
);

interface Look {
  what: string;
  /** A form that nothing but an identifier has. */
  certain: boolean;
}

/**
 * Names of files and folders that hold a person's name, a patient's number or a date: paths go into manifests and
 * evidence. One finding a name, however many files lie below it; letters and digits of the name are masked.
 * @param paths with forward slashes
 */
export function identifyingNames(paths: readonly string[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const path of paths) {
    const segments = path.split('/');
    segments.forEach((segment, at) => {
      const place = segments.slice(0, at + 1).join('/');
      if (found.has(place)) return;
      const look = lookOfName(segment);
      if (look !== null) found.set(place, finding(segments.slice(0, at + 1), at < segments.length - 1, look));
    });
  }
  return [...found.values()];
}

/** What the name of a file or folder looks like; null for nothing. */
export function lookOfName(segment: string): Look | null {
  const name = segment.replace(
    /(\.(dcm|dicom|ima|nii|gz|nrrd|nhdr|hdr|img|raw|png|jpe?g|csv|json|xml|txt|zip))+$/i,
    '',
  );
  const pattern = identifyingPattern(name.replace(/[_]+/g, ' '));
  if (pattern !== null) return { what: pattern, certain: true };
  // UIDs and digests are long; what they hold says nothing to a reader.
  if (/^[\d.]+\.[\d.]+$/.test(name) && name.length > 20) return null;
  if (/^[0-9a-f-]{16,}$/i.test(name)) return null;
  if (isDate(name)) return { what: 'a date', certain: false };
  if (isPersonName(name)) return { what: 'the name of a person', certain: false };
  const number = /(?:^|[^A-Za-z\d.])[A-Z]?(\d{6,12})(?:$|[^A-Za-z\d.])/.exec(name)?.[1];
  // 000123 counts files.
  if (number !== undefined && number.replace(/^0+/, '').length >= 6)
    return { what: 'the number of a patient', certain: false };
  return null;
}

function isDate(name: string): boolean {
  const forms = [
    /(?:^|\D)(19|20)\d\d([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:\D|$)/,
    /(?:^|\D)(0[1-9]|[12]\d|3[01])([-_.])(0[1-9]|1[0-2])\2(19|20)\d\d(?:\D|$)/,
  ];
  return forms.some((form) => form.test(name));
}

/** Two or three words that begin with a capital, apart from numbers behind them, and none of them a usual one. */
function isPersonName(name: string): boolean {
  const plain = name.replace(/[\d_ -]+$/, '');
  // LIDC-IDRI is a code; Doe-Jane is none.
  if (/^\p{Lu}+-\p{Lu}+/u.test(plain)) return false;
  const words = plain.split(/[ _,^-]+/);
  if (words.length < 2 || words.length > 3) return false;
  return words.every(
    (word) => /^(\p{Lu}\p{Ll}{2,}|\p{Lu}{3,})$/u.test(word) && !USUAL_WORDS.has(word.toLowerCase()),
  );
}

function finding(segments: readonly string[], isFolder: boolean, { what, certain }: Look): Finding {
  const masked = segments
    .map((segment) => (lookOfName(segment) === null ? segment : mask(segment)))
    .join('/');
  return {
    code: 'DATA-NAME-IDENTIFIES',
    severity: certain ? 'error' : 'warning',
    path: masked,
    message: `the name of this ${isFolder ? 'folder' : 'file'} looks like ${what}`,
    fix: 'give files and folders names that identify nobody: paths go into manifests and evidence',
    args: { looksLike: what, isFolder },
  };
}

function mask(segment: string): string {
  const end = /(\.[A-Za-z]{2,5})+$/.exec(segment)?.[0] ?? '';
  return segment.slice(0, segment.length - end.length).replace(/[\p{L}\d]/gu, '*') + end;
}
