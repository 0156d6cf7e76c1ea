/**
 * The page that a good token gets. It moves on by itself, so that the token leaves the address bar and the
 * cookie is sent: a redirect would still count as coming from wherever the link was.
 */
export function arrivalPage(): string {
  return page(
    'Opening Poison Lab',
    '<p><a href="/">Open the lab</a></p>',
    '<meta http-equiv="refresh" content="0; url=/">',
  );
}

/** The page for a browser without a session: what happened and what to do. */
export function strangerPage(tokenWasGiven: boolean): string {
  const happened = tokenWasGiven
    ? 'This address was used already, or belongs to a lab that has ended. Each address opens the lab once.'
    : 'This browser has not been let in yet.';
  return page(
    'Poison Lab',
    `<p>${happened}</p><p>In the terminal where <code>npm start</code> runs, press Enter: it prints a fresh address. If nothing runs there, start the lab again.</p>`,
  );
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>${head}</head><body><h1>${title}</h1>${body}</body></html>\n`;
}
