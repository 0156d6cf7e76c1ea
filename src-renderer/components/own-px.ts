/**
 * How many px of the window one px of an element takes: more than 1 where larger text enlarges all, 1 in browsers that do not
 * tell.
 */
export function zoomOf(element: Element): number {
  return (element as { currentCSSZoom?: number }).currentCSSZoom ?? 1;
}

/**
 * Where the pointer of an event stands in the element that hears it: in that element's own px, from its left and top edge, as
 * everything drawn in it is. `offsetX` and `offsetY` are px of the window, which larger text makes more of.
 */
export function pointerIn(event: MouseEvent): { x: number; y: number } {
  const element = event.currentTarget;
  if (!(element instanceof Element)) return { x: event.offsetX, y: event.offsetY };
  const [{ left, top }, zoom] = [element.getBoundingClientRect(), zoomOf(element)];
  return { x: (event.clientX - left) / zoom, y: (event.clientY - top) / zoom };
}
