const longest = 120;

/** A title as the name of a file without its ending: no sign that some file system refuses, and not too long for any; empty where nothing is left. */
export function fileName(title: string): string {
  const plain = title.replaceAll(/[<>:"/\\|?*\p{Cc}]+/gu, ' ').replaceAll(/\s+/g, ' ').trim();
  return [...plain].slice(0, longest).join('').replace(/[. ]+$/, '');
}
