import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from '../../shared/contract/settings.ts';

/** What a window wears before it has asked for anything. */
export type Look = Pick<Settings, 'theme' | 'textSize'>;

/** Milliseconds that a page waits for what it wears: after them an empty window is worse than a wrong first frame. */
const patience = 300;

/** The preferences at this moment. */
export type ReadLook = () => Promise<Look>;

/**
 * The window's page with the theme and the text size that were chosen, as attributes of its root, so that its first frame
 * has both: `data-theme`, unless the system's is followed, and `data-text-size` in per cent. Without an answer in time, as
 * while the library is moved, the page is as it was built.
 */
export async function wornPage(page: string, readLook: ReadLook): Promise<string> {
  const look = await Promise.race([readLook().catch(() => null), delay(patience, null, { ref: false })]);
  if (look === null) return page;
  const theme = look.theme === 'system' ? '' : ` data-theme="${look.theme}"`;
  return page.replace('<html', `<html${theme} data-text-size="${look.textSize}"`);
}
