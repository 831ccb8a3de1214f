import { RandomStream } from '../core/random.js';
import { refuse } from '../stats/argument.js';
import { criticalNormal } from '../stats/normal.js';
import { frocData, type FrocCase, type FrocData, type FrocMark } from './froc-data.js';
import { frocFigureOfMerit, frocJackknifeVariance, type FrocFigureOfMerit } from './froc-fom.js';

/**
 * Radiological search model (Chakraborty 2006, doi:10.1088/0031-9155/51/14/012): each image has a Poisson number of
 * suspicious places with rating N(0, 1), each lesion is found with a probability and then rated N(mu, 1); what is rated
 * below the threshold is not marked.
 */
export interface SearchModel {
  /** Suspicious places an image. */
  falseSites: number;
  foundShare: number;
  separation: number;
  threshold: number;
}

export interface FrocDesign {
  diseased: number;
  nondiseased: number;
  lesionsPerCase: number;
}

/** One simulated study; study k uses stream k of the seed. */
export function simulateFroc(model: SearchModel, design: FrocDesign, seed: number, stream: number): FrocData {
  requireModel(model, design);
  const random = new RandomStream(seed, stream);
  const cases: FrocCase[] = [];
  const marks: FrocMark[] = [];
  const mark = (id: number, lesion: number, rating: number): void => {
    if (rating >= model.threshold) marks.push({ case: id, lesion, rating });
  };
  for (let id = 0; id < design.diseased + design.nondiseased; id += 1) {
    const lesions = id < design.diseased ? design.lesionsPerCase : 0;
    cases.push({ case: id, lesions: Array.from({ length: lesions }, (_, k) => ({ lesion: k + 1 })) });
    for (let left = poisson(random, model.falseSites); left > 0; left -= 1) mark(id, 0, random.normal());
    for (let k = 1; k <= lesions; k += 1) {
      if (random.uniform() < model.foundShare) mark(id, k, model.separation + random.normal());
    }
  }
  return frocData(cases, marks);
}

export interface FrocPower {
  /** Share of simulated studies that show the figure of merit above the goal. */
  power: number;
  standardError: number;
  meanFigure: number;
}

/** Power to show a figure of merit above a goal, one-sided z test with the jackknife standard error, by simulation. */
export function frocPower(
  model: SearchModel,
  design: FrocDesign,
  {
    goal,
    alpha,
    kind = 'wAFROC',
    studies = 1000,
    seed,
  }: { goal: number; alpha: number; kind?: FrocFigureOfMerit; studies?: number; seed: number },
): FrocPower {
  if (!(alpha > 0 && alpha < 1)) refuse(`alpha ${alpha}`, 'alpha lies between 0 and 1');
  if (!Number.isInteger(studies) || studies < 1) refuse(`${studies} studies`, 'simulate at least one study');
  const critical = criticalNormal(1 - alpha, 'one');
  let shown = 0;
  let sum = 0;
  for (let k = 0; k < studies; k += 1) {
    const data = simulateFroc(model, design, seed, k);
    const figure = frocFigureOfMerit(data, kind);
    const variance = frocJackknifeVariance(data, kind);
    // A study whose figure or error is undefined shows nothing.
    if (!figure.defined) continue;
    sum += figure.value;
    if (variance.defined && figure.value - goal > critical * Math.sqrt(variance.value)) shown += 1;
  }
  const power = shown / studies;
  return { power, standardError: Math.sqrt((power * (1 - power)) / studies), meanFigure: sum / studies };
}

/** Knuth's product of uniforms; the rates here are small. */
function poisson(random: RandomStream, rate: number): number {
  const limit = Math.exp(-rate);
  let count = 0;
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count += 1;
  return count;
}

function requireModel(model: SearchModel, design: FrocDesign): void {
  if (!(model.falseSites >= 0 && model.falseSites <= 500))
    refuse(`${model.falseSites} suspicious places an image`, 'give a number from 0 to 500');
  if (!(model.foundShare >= 0 && model.foundShare <= 1))
    refuse(`found share ${model.foundShare}`, 'give a share from 0 to 1');
  if (Number.isNaN(model.separation) || Number.isNaN(model.threshold))
    refuse('the rating model is not a number', 'give a separation and a threshold');
  for (const size of [design.diseased, design.nondiseased, design.lesionsPerCase]) {
    if (!Number.isInteger(size) || size < 0) refuse(`a design size is ${size}`, 'give whole numbers');
  }
}
