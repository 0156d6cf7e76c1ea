/** The wanted name, or with 2, 3, ... behind it: whichever is not in use. */
export function freeName(wanted: string, names: readonly string[]): string {
  let name = wanted;
  for (let number = 2; names.includes(name); number++) name = `${wanted} ${number}`;
  return name;
}
