const room = '--message-room';
/** Of a box that was scrolled into its room, after the messages went. */
const kept = '--kept-room';

/**
 * Room at the end of every box under the messages (`.clear-of-messages`), so that what lies there scrolls out from under
 * them; in px, 0 once none stands. A box that was scrolled into its room keeps as much of it as it shows until it is scrolled
 * back: nothing that someone looks at slides.
 */
export function setMessageRoom(document: Document, px: number): void {
  for (const box of document.querySelectorAll<HTMLElement>('.clear-of-messages')) keepUsed(box, px);
  const root = document.documentElement.style;
  if (px === 0) root.removeProperty(room);
  else root.setProperty(room, `${px}px`);
}

function keepUsed(box: HTMLElement, px: number): void {
  const used = usedRoom(box);
  if (used <= px) return;
  box.style.setProperty(kept, `${used}px`);
  box.addEventListener('scroll', giveBack, { passive: true });
}

function giveBack({ currentTarget }: Event): void {
  const box = currentTarget as HTMLElement;
  const used = usedRoom(box);
  if (used > 0) return box.style.setProperty(kept, `${used}px`);
  box.style.removeProperty(kept);
  box.removeEventListener('scroll', giveBack);
}

/** How far a box is scrolled into the room at its end. */
function usedRoom(box: HTMLElement): number {
  if (box.scrollTop === 0) return 0;
  const height = Number.parseFloat(getComputedStyle(box, '::after').height) || 0;
  return Math.max(0, box.scrollTop + box.clientHeight - (box.scrollHeight - height));
}
