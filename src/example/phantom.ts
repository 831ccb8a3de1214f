import { RandomStream } from '../core/random.js';
import { drawAnatomy, type Anatomy, type Region } from './anatomy.js';
import { expose } from './detector.js';
import { SITE_EQUIPMENT, type Equipment } from './equipment.js';
import { grain } from './grain.js';
import { drawFracture, type Fracture } from './fracture-line.js';
import { drawMimics } from './mimic.js';
import { drawPose, posed } from './pose.js';
import { project } from './radiograph.js';

export const PHANTOM_ROWS = 256;
export const PHANTOM_COLUMNS = 208;
/** Raised whenever the same seed gives other pixels: training manifests name it. */
export const PHANTOM_VERSION = '1.0';

/** Streams of one patient, apart so that a draw more in one does not shift the others. */
const STREAMS_PER_PATIENT = 8;

export interface PhantomPatient {
  /** Number of the patient's random streams; sets of patients take ranges that do not overlap. */
  stream: number;
  fractured: boolean;
  images: number;
  /** False leaves the age out of the header. */
  ageKnown: boolean;
}

export interface Phantom {
  region: Region;
  site: string;
  equipment: Equipment;
  sex: 'F' | 'M';
  /** Null when the header is silent. */
  ageYears: number | null;
  laterality: 'L' | 'R';
  /** 0 hairline … 1 plainly displaced; null without a fracture. */
  conspicuity: number | null;
  views: PhantomView[];
}

export interface PhantomView {
  view: 'PA' | 'LLO';
  rows: number;
  columns: number;
  /** 12 bits in 16, row after row. */
  stored: Uint16Array;
  spacingMm: number;
  /** Where the fracture crosses the axis of its bone, pixels; null without one. For training only, never in a header. */
  fractureAt: { row: number; column: number } | null;
}

/** One patient, fixed by seed and number: the same bytes on every machine and in any order. */
export function makePhantom(seed: number, patient: PhantomPatient): Phantom {
  const stream = (purpose: number): RandomStream =>
    new RandomStream(seed, patient.stream * STREAMS_PER_PATIENT + purpose);
  const person = stream(0);
  const site = pick(person, [
    { share: 0.45, value: 'A' },
    { share: 0.33, value: 'B' },
    { share: 0.22, value: 'C' },
  ]);
  const units = SITE_EQUIPMENT[site]!;
  const equipment = pick(
    person,
    units.map((unit) => ({ share: unit.share, value: unit.equipment })),
  );
  const sex = person.uniform() < 0.54 ? 'F' : 'M';
  const ageYears = drawAge(person);
  const laterality = person.uniform() < 0.5 ? 'L' : 'R';
  const region: Region = person.uniform() < 0.5 ? 'hand' : 'wrist';
  const density = (1 - 0.0045 * Math.max(0, ageYears - 45)) * (1 + 0.05 * person.normal());

  const lesions = stream(1);
  const mimics = drawMimics(lesions, region);
  const conspicuity = patient.fractured ? drawConspicuity(lesions) : null;
  const fracture = conspicuity === null ? null : drawFracture(lesions, region, conspicuity);

  const views = Array.from({ length: patient.images }, (_, index): PhantomView => {
    const oblique = index > 0;
    const random = stream(3 + index);
    const anatomy = drawAnatomy(stream(2), region, density);
    const mirrored = laterality === 'R';
    const pose = drawPose(random, region, oblique, mirrored, PHANTOM_ROWS, PHANTOM_COLUMNS);
    const spacingMm = region === 'hand' ? 0.46 : 0.42;
    const scene = {
      anatomy: posed(anatomy, pose),
      fracture,
      mimics,
      scale: pose.scale,
      side: mirrored ? (-1 as const) : (1 as const),
      texture: grain(random, PHANTOM_ROWS, PHANTOM_COLUMNS, region === 'hand' ? 2.9 : 3.1),
      spacingMm,
    };
    const projection = project(scene, PHANTOM_ROWS, PHANTOM_COLUMNS);
    return {
      view: oblique ? 'LLO' : 'PA',
      rows: PHANTOM_ROWS,
      columns: PHANTOM_COLUMNS,
      stored: expose(projection, equipment, random),
      spacingMm,
      fractureAt: fracture === null ? null : fracturePoint(scene.anatomy, fracture),
    };
  });
  return {
    region,
    site,
    equipment,
    sex,
    ageYears: patient.ageKnown ? ageYears : null,
    laterality,
    conspicuity,
    views,
  };
}

/** Two humps, as in an emergency department: young adults who fall hard, and old ones who break easily; 22 to 90. */
function drawAge(random: RandomStream): number {
  const young = random.uniform() < 0.5;
  const age = young ? 36 + 11 * random.normal() : 67 + 11 * random.normal();
  return Math.round(Math.max(22, Math.min(90, age)));
}

/** Most fractures are plain to see, some are subtle, about one in twelve is a hairline. */
function drawConspicuity(random: RandomStream): number {
  const u = random.uniform();
  const v = random.uniform();
  if (u < 0.08) return 0.12 * v;
  return u < 0.28 ? 0.12 + 0.28 * v : 0.4 + 0.6 * v;
}

function fracturePoint(anatomy: Anatomy, fracture: Fracture): { row: number; column: number } {
  const bone = anatomy.bones.find(({ name }) => name === fracture.bone)!;
  return {
    row: bone.y0 + fracture.at * (bone.y1 - bone.y0),
    column: bone.x0 + fracture.at * (bone.x1 - bone.x0),
  };
}

function pick<T>(random: RandomStream, choices: { share: number; value: T }[]): T {
  let rest = random.uniform();
  return (choices.find(({ share }) => (rest -= share) < 0) ?? choices[choices.length - 1]!).value;
}
