import type { Finding } from '../../core/finding.js';
import type { CodestreamHeader } from '../codec/codestream-header.js';

/** What the stored values of an image are, once decoded. */
export type ColourSpace = 'grey' | 'palette' | 'rgb' | 'ybr-full' | 'ybr-partial';

/**
 * From PhotometricInterpretation, unless the codestream says otherwise: a JPEG may hold RGB where YBR_FULL_422 is
 * promised and the other way round, and JPEG 2000 gives RGB after its inverse component transform, whatever is written
 * above it.
 */
export function colourSpaceOf(photometric: string, codestream: CodestreamHeader | null): ColourSpace {
  if (photometric === 'PALETTE COLOR') return 'palette';
  if (photometric.startsWith('MONOCHROME')) return 'grey';
  if (codestream?.colour === 'rgb') return 'rgb';
  if (photometric.startsWith('YBR_PARTIAL')) return 'ybr-partial';
  if (codestream?.colour === 'ybr') return 'ybr-full';
  // YBR_RCT and YBR_ICT name a transform inside JPEG 2000; where it is not there, nothing is to be turned back.
  if (photometric === 'YBR_RCT' || photometric === 'YBR_ICT')
    return isWavelet(codestream) ? 'rgb' : 'ybr-full';
  return photometric === 'RGB' ? 'rgb' : 'ybr-full';
}

/** Where the codestream contradicts PhotometricInterpretation; null where it does not. */
export function colourDoubt(
  photometric: string,
  codestream: CodestreamHeader,
): [string, Finding['args']] | null {
  const { colour } = codestream;
  const wavelet = isWavelet(codestream);
  const named = photometric === 'YBR_RCT' || photometric === 'YBR_ICT';
  if (codestream.components !== 3) return null;
  const args = { codestreamColour: colour, photometric };
  if (wavelet && named && colour === null) {
    return [`the codestream has no component transform, PhotometricInterpretation is ${photometric}`, args];
  }
  const contradicts =
    (colour === 'rgb' && photometric !== 'RGB' && !(wavelet && named)) ||
    (colour === 'ybr' && photometric === 'RGB');
  if (!contradicts) return null;
  const holds = colour === 'rgb' ? 'RGB' : 'YCbCr';
  return [`the codestream holds ${holds}, PhotometricInterpretation is ${photometric}`, args];
}

function isWavelet(codestream: CodestreamHeader | null): boolean {
  return codestream?.coding === 'jpeg-2000' || codestream?.coding === 'htj2k';
}
