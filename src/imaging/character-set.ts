import { TextDecoder } from 'node:util';

/** Text of element values: the defined terms of SpecificCharacterSet (PS3.3 C.12.1.1.2) as encoding labels. */
const LABELS: Record<string, string> = {
  '': 'latin1',
  'ISO_IR 6': 'latin1',
  'ISO_IR 100': 'latin1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Code extensions that one decoder understands, once the escape sequences it does not know are taken out. */
const EXTENSIONS: Record<string, string> = {
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 159': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  'ISO 2022 IR 58': 'gb18030',
};

/**
 * @param terms value of (0008,0005), one entry a value; empty for the default repertoire
 * @returns decodes the bytes of one value; never throws: what cannot be decoded becomes U+FFFD
 */
export function textDecoder(terms: readonly string[]): (bytes: Uint8Array) => string {
  const extension = terms.map((term) => EXTENSIONS[term]).find((label) => label !== undefined);
  const first = (terms[0] ?? '').replace(/^ISO 2022 IR /, 'ISO_IR ');
  const label = extension ?? LABELS[first] ?? 'latin1';
  const decoder = decoderOf(label);
  return (bytes) => {
    const text = decoder.decode(bytes);
    // Escape sequences such as ESC $ ) C announce what the decoder already assumes.

    return extension === undefined ? text : text.replace(/\u001b[$()\-]+[@-Z]?/g, '');
  };
}

/** Making a decoder costs more than decoding a header with it. */
const decoders = new Map<string, TextDecoder>();

function decoderOf(label: string): TextDecoder {
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    decoder = new TextDecoder(label);
    decoders.set(label, decoder);
  }
  return decoder;
}
