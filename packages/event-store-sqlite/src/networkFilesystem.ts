import { statfs } from 'node:fs/promises';

/** The `f_type` of file systems on other machines, from Linux's `statfs(2)`. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x517b, 'SMB'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
]);

/** The name of the network file system that a folder is on, if Linux says it is on one. */
export const networkFilesystemOf = async (folder: string): Promise<string | undefined> =>
  process.platform === 'linux' ? networkFilesystemName((await statfs(folder)).type) : undefined;

/** The name that belongs to a type, which may come sign-extended from 32 bits. */
export const networkFilesystemName = (type: number): string | undefined =>
  networkTypes.get(type < 0 ? type + 2 ** 32 : type);
