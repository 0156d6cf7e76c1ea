import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fullPlan } from '../bench/plan.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const rows = read('test/README.md').split('\n').filter((line) => line.startsWith('| ') && line.includes('`'));
const measured = new Set<string>(fullPlan.map(({ name }) => name));

test('promises are read off their page', () => expect(rows.length).toBeGreaterThan(25));

test.each(rows)('the test of a promise is there: %s', (row) => {
  const [, path] = /`(test\/[^`]+)`/.exec(row) ?? [];
  const sections = [...row.matchAll(/--only (\w+)/g)].map(([, name]) => name);
  const titles = [...row.matchAll(/"([^"]+)"/g)].map(([, title]) => title);
  expect(titles.length + sections.length).toBeGreaterThan(0);
  for (const name of sections) expect(measured).toContain(name);
  const source = path === undefined ? '' : read(path);
  for (const title of titles) {
    const [line = 'no such title'] = source.split('\n').filter((each) => each.includes(title));
    expect(line, title).toMatch(/\b(test|it|describe)\b/);
  }
});
