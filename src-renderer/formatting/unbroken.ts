/** A text that is broken into lines neither around "=" nor before "%": "B = 100" and "5 %" stay together. */
export function unbroken(text: string): string {
  return text.replace(/ (?==)|(?<==) |(?<=\d) (?=%)/g, '\u00a0');
}
