import type { Page } from 'playwright-core';

/** The element that the application is mounted on, through which its router can be asked. */
interface AppElement extends Element {
  __vue_app__: { config: { globalProperties: { $router: Router } } };
}
interface Place {
  path: string;
  query: Record<string, unknown>;
  hash: string;
  fullPath: string;
}
interface Router {
  currentRoute: { value: Place };
  resolve(to: string | Pick<Place, 'path' | 'query' | 'hash'>): Place;
}

/**
 * Goes to an address after the hash, as a link does, and waits until the router has left the view that was there: what
 * is found from then on is of the new one. What that still loads, it does not wait for.
 */
export function goTo(page: Page, address: string): Promise<void> {
  return page.evaluate(async (to) => {
    const router = (document.querySelector('#app') as AppElement).__vue_app__.config.globalProperties.$router;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // The same place may be written in several ways.
    const inOneWay = ({ path, query, hash }: Place) => router.resolve({ path, query, hash }).fullPath;
    const before = router.currentRoute.value;
    window.location.hash = to;
    if (inOneWay(router.resolve(to)) !== inOneWay(before)) while (router.currentRoute.value === before) await nextFrame();
    await nextFrame();
  }, address);
}
