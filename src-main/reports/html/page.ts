import { html, trusted, type Markup } from './markup.ts';
import type { ReportInput } from '../sections/report-input.ts';
import { reportStyle } from './style.ts';

const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:";

/** A whole HTML document around what a report says: no scripts, no requests, styles and fonts inside. */
export function reportPage({ title, application }: Pick<ReportInput, 'title' | 'application'>, body: Markup): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Poison Lab ${application}" />
        <title>${title}</title>
        <style>
          ${trusted(reportStyle(body.markup.includes('<math')))}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `;
  return page.markup;
}
