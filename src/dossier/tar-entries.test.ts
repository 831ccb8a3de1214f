import { describe, expect, it } from 'vitest';
import { tarEntries } from './tar-entries.js';

/** One ustar member, made by hand: name at 0, size in octal at 124, type at 156. */
function member(path: string, text: string, type = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write(`${text.length.toString(8).padStart(11, '0')} `, 124);
  header.write(type, 156);
  const body = Buffer.alloc(Math.ceil(text.length / 512) * 512);
  body.write(text);
  return Buffer.concat([header, body]);
}

describe('tar', () => {
  it('gives files with their bytes, also across block borders', () => {
    const long = 'x'.repeat(513);
    const archive = Buffer.concat([
      member('lib/', '', '5'),
      member('lib/a.so', long),
      member('b', 'hi'),
      Buffer.alloc(1024),
    ]);
    expect(tarEntries(archive).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['lib/a.so', long],
      ['b', 'hi'],
    ]);
  });

  it('leaves out links and names that lead out of the folder', () => {
    const archive = Buffer.concat([
      member('/etc/passwd', 'x'),
      member('a/../../b', 'x'),
      member('l', '', '2'),
    ]);
    expect(tarEntries(archive)).toEqual([]);
  });
});
