import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import { checkVolumes } from '../dataset/check-volumes.js';
import type { DataManifest, ImageEntry, OtherFile, Protocol } from '../schema/types.js';
import type { ReadSet } from './read-project.js';

/** Roles of files that hold what readers or other programs made of the images. */
const ANNOTATIONS: ReadonlySet<OtherFile['role']> = new Set([
  'segmentation',
  'structure-set',
  'report',
  'label-map',
  'coco',
  'yolo',
  'lidc',
  'markups',
  'table',
]);

/** Paths of annotations in the folder of the images: the process that infers must not be able to open them. */
export function annotationsOf({ otherFiles = [] }: DataManifest): string[] {
  return otherFiles.filter(({ role }) => ANNOTATIONS.has(role)).map(({ path }) => path);
}

/**
 * What the included images cannot be run for: volumes whose geometry the protocol does not allow, images that the model
 * package cannot take, and annotations that lie where the model could read them.
 */
export async function imageFindings(
  projectDir: string,
  protocol: Protocol,
  { manifest, flow }: ReadSet,
): Promise<Finding[]> {
  const included = new Set(flow.included);
  const images = manifest.images.filter(({ id }) => included.has(id));
  return [
    ...(await checkVolumes(projectDir, manifest, flow.included, protocol.data.geometry?.allow ?? [])),
    ...notForModel(manifest, images),
    ...annotationsBeside(manifest),
  ];
}

/** @throws AppError INPUT-FINDINGS with every such finding that is an error */
export async function requireFitImages(
  projectDir: string,
  protocol: Protocol,
  sets: readonly ReadSet[],
): Promise<void> {
  const errors: Finding[] = [];
  for (const set of sets) {
    const found = await imageFindings(projectDir, protocol, set);
    errors.push(...found.filter(({ severity }) => severity === 'error'));
  }
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new AppError('INPUT-FINDINGS', `the images cannot be run: ${first.message}${more}`, {
    place: first.path,
    hint: first.fix,
    details: { findings: errors },
  });
}

/** A component takes one plane: a package cannot declare a volume as input. */
function notForModel(manifest: DataManifest, images: readonly ImageEntry[]): Finding[] {
  const decoded = new Set(
    manifest.files.filter((file) => file['sha256-pixels-le'] !== null).map(({ path }) => path),
  );
  const isVolume = ({ files, volume }: ImageEntry): boolean => files.length > 1 || volume !== undefined;
  const isOther = ({ files, facts }: ImageEntry): boolean =>
    facts.transferSyntaxUid === null && files.some((path) => decoded.has(path));
  const volumes = images.filter(isVolume);
  const others = images.filter((image) => !isVolume(image) && isOther(image));
  return [
    ...refused(manifest.root, volumes, 'volumes; the model package takes one plane an image'),
    ...refused(manifest.root, others, 'no DICOM images; the model package takes DICOM'),
  ];
}

function refused(path: string, images: readonly ImageEntry[], what: string): Finding[] {
  if (images.length === 0) return [];
  const ids = images.slice(0, 5).map(({ id }) => id);
  const more = images.length > ids.length ? ` and ${images.length - ids.length} more` : '';
  return [
    {
      code: 'DATA-NOT-FOR-MODEL',
      severity: 'error',
      path,
      message: `${images.length} included images are ${what}: ${ids.join(', ')}${more}`,
      fix: 'exclude them by a rule of eligibility, or inventory the set with --unit file where each plane is a case',
      args: { images: images.length },
    },
  ];
}

function annotationsBeside(manifest: DataManifest): Finding[] {
  const [first, ...others] = annotationsOf(manifest);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [
    {
      code: 'DATA-ANNOTATION-BESIDE-IMAGES',
      severity: 'error',
      path: first,
      message: `an annotation lies in the folder of the images, where the model could read it${more}`,
      fix: 'move annotations out of the folder of the images and inventory the set again',
      args: { files: others.length + 1 },
    },
  ];
}
