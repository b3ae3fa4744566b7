import { tmpdir } from 'node:os';

import { expect, it } from 'vitest';

import { networkFilesystemName, networkFilesystemOf } from '../src/networkFilesystem.ts';

it.each([
  [0x6969, 'NFS'],
  [0xfe534d42, 'SMB 2'],
  [0xfe534d42 - 2 ** 32, 'SMB 2'],
  [0xef53, undefined],
  [0x01021994, undefined],
])('the file system type %d is %s', (type, name) => {
  expect(networkFilesystemName(type)).toBe(name);
});

it('does not take a folder of this machine for one on a network', async () => {
  expect(await networkFilesystemOf(tmpdir())).toBeUndefined();
});
