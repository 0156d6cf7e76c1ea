import { describe, expect, test } from 'vitest';
import { choicesOf, emptyForm, formOf } from '../../../src-renderer/shell/import-form.ts';
import { importOptionsSchema } from '../../../shared/domain/dataset.ts';
import type { Command } from '../../../src-renderer/shell/command.ts';
import { matching } from '../../../src-renderer/shell/commands.ts';
import { restingWords } from '../../../src-renderer/shell/resting-words.ts';
import { endedCampaign, runsAtWork, unsavedDocument, windowTitle } from '../../../src-renderer/shell/window-title.ts';
import { sampleRun } from '../sample-run.ts';

describe('the import form', () => {
  test('untouched, asks for the defaults of the command line', () => {
    const result = choicesOf(emptyForm());
    expect('choices' in result && importOptionsSchema.parse(result.choices)).toEqual(importOptionsSchema.parse({}));
  });

  test('gives back the options that it was opened with', () => {
    const options = { name: 'mine', minRatings: 5, topUsers: 1000, topItems: 1700, scale: { min: 1, max: 10, step: 1 }, duplicates: 'last' as const, badRows: 'skip' as const };
    expect(choicesOf(formOf(options))).toEqual({ choices: options });
  });

  test.each([
    [{ scaleMin: 1 }, /all three/],
    [{ scaleMin: 5, scaleMax: 5, scaleStep: 1 }, /above the lowest/],
    [{ scaleMin: 1, scaleMax: 5, scaleStep: 0 }, /above 0/],
  ])('refuses the scale %j', (part, words) => {
    expect(choicesOf({ ...emptyForm(), ...part })).toMatchObject({ error: expect.stringMatching(words) as string });
  });
});

test('the palette finds commands that hold every word, in their order', () => {
  const command = (label: string, kind: string): Command => ({ id: label, label, kind, icon: 'runs', run: () => undefined });
  const commands = [command('Runs', 'View'), command('849d73e  PGA exact, 5 %, seed 1', 'Run'), command('ml-100k', 'Data set')];
  expect(matching(commands, 'run').map(({ id }) => id)).toEqual(['Runs', '849d73e  PGA exact, 5 %, seed 1']);
  expect(matching(commands, 'SEED pga')).toHaveLength(1);
  expect(matching(commands, 'set ml').map(({ id }) => id)).toEqual(['ml-100k']);
  const sought = [...commands, { ...command('Report of First look', 'View'), sought: true }];
  expect(matching(sought, ' ').map(({ id }) => id)).toEqual(commands.map(({ id }) => id));
  expect(matching(sought, 'report').map(({ id }) => id)).toEqual(['Report of First look']);
});

test('the status bar tells a paused queue from an engine about to start', () => {
  const entry = (paused: boolean) => ({ run: sampleRun('a', { status: 'queued' }), campaign: 'c', paused, progress: null, estimateSeconds: null });
  expect(restingWords({ paused: true, entries: [entry(false)] })).toBe('Paused');
  expect(restingWords({ paused: true, entries: [] })).toBe('Paused');
  expect(restingWords({ paused: false, entries: [entry(true), entry(true)] })).toBe('Paused');
  expect(restingWords({ paused: false, entries: [entry(true), entry(false)] })).toBe('Engine starting');
  expect(restingWords({ paused: false, entries: [] })).toBe('Engine idle');
});

test('the title tells what has ended before what is not saved, and what is not saved before runs at work', () => {
  const titles: string[] = [];
  const tell = () => void titles.push(windowTitle.value);
  tell();
  runsAtWork.value = { finished: 3, total: 40 };
  tell();
  unsavedDocument.value = 'Figure 1';
  tell();
  endedCampaign.value = 'Figure 2';
  tell();
  [runsAtWork.value, unsavedDocument.value, endedCampaign.value] = [null, null, null];
  tell();
  expect(titles).toEqual(['Poison Lab', '▸ 3 of 40 runs – Poison Lab', '• Figure 1 – ▸ 3 of 40 runs – Poison Lab', '✓ Figure 2 has ended – Poison Lab', 'Poison Lab']);
});
