import { accessSync, constants, existsSync, readdirSync, realpathSync, statSync, statfsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { LabError } from '../../shared/domain/errors.ts';

/** A place that the library may be moved to, as the window knows it: by an id, never by its path. */
interface LibraryPlace {
  id: string;
  /** "Documents", "Home folder", the name of a disk. */
  label: string;
  folder: string;
  freeBytes: number;
}

const folderName = 'Poison Lab library';

/**
 * Places of this computer that can be written: the person's own folders, and disks that are connected.
 * @param home the library now; where it lies already is not offered
 */
export function listPlaces(home: string, platform: NodeJS.Platform = process.platform): LibraryPlace[] {
  const own = [
    { label: 'Home folder', folder: homedir() },
    ...['Documents', 'Desktop'].map((label) => ({ label, folder: join(homedir(), label) })),
  ];
  const disks = disksOf(platform).map((folder) => ({ label: `Disk ${basename(folder) || folder}`, folder }));
  return [...own, ...disks].flatMap(({ label, folder }) => {
    if (!isWritableFolder(folder) || home === realpathSync(folder)) return [];
    const { bavail, bsize } = statfsSync(folder);
    return [{ id: label.toLowerCase().replaceAll(' ', '-'), label, folder: realpathSync(folder), freeBytes: bavail * bsize }];
  });
}

/** @throws LabError not-found when it is not there any more, as a disk that was taken out */
export function requirePlace(home: string, id: string): LibraryPlace {
  const place = listPlaces(home).find((one) => one.id === id);
  if (place) return place;
  throw new LabError('not-found', 'That place is not there any more. Connect its disk, or choose another.');
}

/** A folder of the library's own in a place; one that a move was broken off in is taken up again by its own check. */
export function freeFolder(place: string): string {
  for (let number = 1; ; number++) {
    const folder = join(place, number === 1 ? folderName : `${folderName} ${number}`);
    if (!existsSync(folder) || existsSync(join(folder, 'unfinished-copy.json')) || readdirSync(folder).length === 0) return folder;
  }
}

function disksOf(platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
  const roots = platform === 'darwin' ? ['/Volumes'] : [`/media/${userInfo().username}`, `/run/media/${userInfo().username}`, '/mnt'];
  return roots.flatMap((root) => (isFolder(root) ? readdirSync(root).map((name) => join(root, name)) : []));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return isFolder(path);
  } catch {
    return false;
  }
}
