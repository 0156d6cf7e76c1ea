/** Bytes of UTF-8; file systems take 255, and an ending or a number behind it come with the file. */
const longest = 200;

/** A title as the name of a file without its ending: no sign that some file system refuses, and not too long for any; empty where nothing is left. */
export function fileName(title: string): string {
  const plain = title.replaceAll(/[<>:"/\\|?*\p{Cc}]+/gu, ' ').replaceAll(/\s+/g, ' ').trim();
  return cut(plain).replace(/[. ]+$/, '');
}

/** Cut between characters. */
function cut(text: string): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > longest) break;
    kept += character;
  }
  return kept;
}
