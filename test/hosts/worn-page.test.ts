import { expect, test } from 'vitest';
import { wornPage } from '../../src-main/hosts/worn-page.ts';

const page = '<!doctype html>\n<html lang="en">';

test('the page wears what was chosen, the system’s theme without a word', async () => {
  expect(await wornPage(page, () => Promise.resolve({ theme: 'dark', textSize: 150 }))).toBe('<!doctype html>\n<html data-theme="dark" data-text-size="150" lang="en">');
  expect(await wornPage(page, () => Promise.resolve({ theme: 'system', textSize: 100 }))).toBe('<!doctype html>\n<html data-text-size="100" lang="en">');
});

test('the page is as it was built where no answer comes, and where one does not come in time', async () => {
  expect(await wornPage(page, () => Promise.reject(new Error('The library is closed.')))).toBe(page);
  expect(await wornPage(page, () => new Promise(() => undefined))).toBe(page);
});
