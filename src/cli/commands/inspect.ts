import type { Command } from 'commander';
import { AppError, EXIT, messageOf } from '../../core/error.js';
import { formatFinding, sortFindings } from '../../core/finding.js';
import type { Understood } from '../../inspect/inspector.js';

interface Options {
  json?: boolean;
  png?: string;
  images?: string;
  decimalComma?: boolean;
  names?: string;
  readerKeys?: string;
  fractionThreshold?: string;
}

export function registerInspect(command: Command): void {
  command
    .argument('<paths...>', 'files, or folders that hold a series')
    .option('--json', 'print one JSON object a path, one a line, instead of words')
    .option(
      '--png <file>',
      'write a picture: to this file, or for several paths into this folder; replaces nothing',
    )
    .option(
      '--images <path>',
      'check annotations against these images: a folder of images or series, or a NIfTI or NRRD file',
    )
    .option('--decimal-comma', 'numbers in tables have a decimal comma')
    .option('--names <protocol>', 'join names to labels with the name map of this protocol; refuse others')
    .option(
      '--reader-keys <file>',
      'development keys of the data set: readers get its pseudonyms, not numbers of their own in each file',
    )
    .option(
      '--fraction-threshold <share>',
      'a voxel of a fractional segment is inside from this share on; 0.5 without',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  veritome inspect --json data/test/FR-0001-1.dcm\n  veritome inspect --png liver.png liver.nii.gz\n  veritome inspect truth.json results.json',
    )
    .action(async (paths: string[], options: Options) => {
      const inspectOne = await reader(paths, options);
      const pictures = options.png === undefined ? null : await pictureFiles(options.png, paths);
      let refused = 0;
      for (const [at, path] of paths.entries()) {
        try {
          const { kind, facts, findings, lines, picture } = await inspectOne(path);
          const file = pictures?.[at];
          if (file !== undefined && picture === undefined) {
            process.stderr.write(`${path}: there is no picture to write\n`);
          } else if (file !== undefined && picture !== undefined) {
            const { writePicture } = await import('../../inspect/write-picture.js');
            await writePicture(file, await picture());
          }
          const sorted = sortFindings(findings);
          if (options.json === true) print({ ok: true, path, kind, ...facts, findings: sorted });
          else {
            for (const line of [`${path}  ${kind}`, ...lines.map((text) => `  ${text}`)]) printLine(line);
            for (const finding of sorted) printLine(formatFinding(finding));
          }
        } catch (thrown) {
          refused += 1;
          const { code, message, hint, place, details } = asError(thrown);
          if (options.json === true) {
            print({ ...details, ok: false, path, error: { code, message, hint, place } });
          } else process.stderr.write(`${code}  ${place ?? path}: ${message}; ${hint}\n`);
        }
      }
      process.exitCode = refused === 0 ? EXIT.done : EXIT.badInput;
    });
}

/** Reads one path as the options say; what they name is read once, before the first path. */
async function reader(
  paths: readonly string[],
  { images, names, decimalComma, readerKeys, fractionThreshold }: Options,
): Promise<(path: string) => Promise<Understood>> {
  const { inspectPath, truthsAmong } = await import('../../inspect/inspect.js');
  const source =
    images === undefined ? null : (await import('../../inspect/given-images.js')).imageSource(images);
  const reading = {
    decimalComma: decimalComma === true,
    ...(fractionThreshold === undefined ? {} : { fractionThreshold: shareOf(fractionThreshold) }),
    ...(names === undefined
      ? {}
      : { names: await (await import('../../pipeline/protocol-names.js')).protocolNames(names) }),
    ...(readerKeys === undefined
      ? {}
      : {
          readerPseudonym: await (
            await import('../../inspect/reader-keys.js')
          ).readerPseudonymsOf(readerKeys),
        }),
  };
  const { truths, before } = await truthsAmong(paths, reading);
  const [truth, ...others] = truths;
  return async (path) => {
    const alone = await inspectPath(path, reading, before);
    const held = truth === undefined ? undefined : alone.againstTruth?.([truth, ...others]);
    const understood =
      held === undefined
        ? alone
        : {
            ...alone,
            facts: { ...alone.facts, ...held.facts },
            findings: [...alone.findings, ...held.findings],
          };
    if (source === null) return understood;
    const { heldAgainst, setHeldAgainst } = await import('../../inspect/held-against.js');
    if (understood.set !== undefined)
      return setHeldAgainst(understood, understood.set, source, path, reading);
    if (understood.against === undefined) return understood;
    return heldAgainst(understood, await source.volumes(), path, reading);
  };
}

/** @throws AppError INPUT-ARGUMENT */
function shareOf(text: string): number {
  const share = /^(0?\.\d+|1(\.0*)?)$/.test(text) ? Number(text) : NaN;
  if (share > 0 && share <= 1) return share;
  throw new AppError('INPUT-ARGUMENT', '--fraction-threshold is not above 0 and at most 1', {
    hint: 'give a fraction, such as 0.5',
  });
}

async function pictureFiles(png: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 1) return [png];
  const [{ mkdir }, { pictureNames }] = await Promise.all([
    import('node:fs/promises'),
    import('../../inspect/write-picture.js'),
  ]);
  await mkdir(png, { recursive: true }).catch((cause: unknown) => {
    throw new AppError('INPUT-FOLDER-UNWRITABLE', `cannot make the folder: ${messageOf(cause)}`, {
      place: png,
      hint: 'several paths need a folder for their pictures: name one that can be made',
      cause,
    });
  });
  return pictureNames(png, paths);
}

/** A defect of ours in one reader is told like any other failure, and the next path is read. */
function asError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('DEFECT', messageOf(thrown), {
    hint: 'this is a defect of veritome: report it with the file',
    cause: thrown,
  });
}

function print(value: unknown): void {
  printLine(JSON.stringify(value));
}

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
