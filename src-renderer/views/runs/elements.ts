/** An element with attributes and what is in it. */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string> = {}, content: readonly (Node | string)[] = []): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** The same of a drawing. */
export function drawing<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string>, content: readonly Node[] = []): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** Gives a text other words where it has others; returns whether it had. */
export function setText(text: Text, words: string): boolean {
  if (text.data === words) return false;
  text.data = words;
  return true;
}

/** Gives an attribute another value where it has another; null or an empty text takes it away. */
export function setAttribute(of: Element, name: string, value: string | null): void {
  if (!value) of.removeAttribute(name);
  else if (of.getAttribute(name) !== value) of.setAttribute(name, value);
}
