import { describe, expect, it } from 'vitest';
import { readFiducials } from './fiducials.js';

const COLUMNS = '# columns = id,x,y,z,ow,ox,oy,oz,vis,sel,lock,label,desc,associatedNodeID';

function fiducials(system: string, ...rows: string[]): Uint8Array {
  const head = ['# Markups fiducial file version = 4.11', `# CoordinateSystem = ${system}`, COLUMNS];
  return Buffer.from([...head, ...rows, ''].join('\n'));
}

const ROW = '1,-10.5,20,3e1,0,0,0,1,1,1,0,F-1,,';
const pointOf = (bytes: Uint8Array): unknown => readFiducials(bytes, 'a.fcsv').set.annotations[0]?.shape;

describe('fiducials of 3D Slicer', () => {
  it.each([
    ['LPS', [-10.5, 20, 30]],
    ['1', [-10.5, 20, 30]],
    ['RAS', [10.5, -20, 30]],
    ['0', [10.5, -20, 30]],
  ])('of the coordinate system %s are points in LPS', (system, point) => {
    expect(pointOf(fiducials(system, ROW))).toEqual({ type: 'point', point, radiusMm: null });
  });

  it('a label may hold a comma; descriptions are left out', () => {
    const { set, markups } = readFiducials(
      fiducials('LPS', ROW, '', '2,1,2,3,0,0,0,1,1,1,0,"a, b",seen by X,'),
      'a.fcsv',
    );
    expect(set.annotations.map(({ label, line }) => [label, line])).toEqual([
      ['F-1', 4],
      ['a, b', 6],
    ]);
    expect(JSON.stringify(set)).not.toContain('seen by');
    expect(markups).toEqual([{ type: 'Fiducial', name: null, coordinateSystem: 'LPS', points: 2 }]);
  });

  it('a list without points is empty', () => {
    expect(readFiducials(fiducials('RAS'), 'a.fcsv').set.annotations).toEqual([]);
  });

  it.each([
    ['voxel indices (IJK)', fiducials('2', ROW), 'coordinate system'],
    ['no coordinate system', Buffer.from(`${COLUMNS}\n${ROW}\n`), 'coordinate system'],
    ['no columns', Buffer.from(`# CoordinateSystem = LPS\n${ROW}\n`), 'has no column x'],
    ['a coordinate that is no number', fiducials('LPS', '1,nan,2,3,0,0,0,1,1,1,0,F,,'), 'no place in'],
    ['a coordinate too far out', fiducials('LPS', '1,1e9,2,3,0,0,0,1,1,1,0,F,,'), 'no place in'],
    ['a short row', fiducials('LPS', '1,2'), 'no place in'],
    ['bytes that are no text', Uint8Array.of(0x23, 0xff, 0xfe), 'UTF-8'],
  ])('%s is refused', (_, bytes, message) => {
    expect(() => readFiducials(bytes, 'a.fcsv')).toThrow(message);
  });
});
