import { describe, expect, it } from 'vitest';
import { count, duration, fixed, percent, plain, pValue } from '../../../src-main/hosts/cli/output/format.ts';
import { barText, createProgressLine } from '../../../src-main/hosts/cli/output/progress-line.ts';
import { runText } from '../../../src-main/hosts/cli/output/run-text.ts';
import { displayWidth, textTable } from '../../../src-main/hosts/cli/output/text-table.ts';
import { sampleRun } from '../../renderer/sample-run.ts';
import { cliHereWith } from './cli-here.ts';

describe('numbers for people', () => {
  it('have a true minus, fixed decimals, no negative zero', () => {
    expect(fixed(-0.4512, 3)).toBe('−0.451');
    expect(fixed(-0.0001, 3)).toBe('0.000');
    expect(fixed(null, 3)).toBe('–');
    expect(plain(-1e-9)).toBe('−1e−9');
    expect(percent(0.005)).toBe('0.5 %');
    expect(percent(0.07)).toBe('7 %');
    expect(pValue(0.0004)).toBe('< 0.001');
    expect(pValue(0.05)).toBe('0.050');
    expect(count(1234567)).toBe('1 234 567');
  });

  it('give durations in the unit that fits', () => {
    expect([0.04, 9.94, 9.96, 59.4, 59.6, 185, 3600, 7800].map(duration)).toEqual([
      '0.0 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min 00 s',
      '3 min 05 s',
      '1 h 00 min',
      '2 h 10 min',
    ]);
  });
});

describe('tables', () => {
  it('align by what a terminal shows, and let no control character through', () => {
    const table = textTable(
      [
        { title: 'title', align: 'left' },
        { title: 'n', align: 'right' },
      ],
      [
        ['千と千尋', '5'],
        ['a\u001b[31mb\nc', '12'],
      ],
    );
    const [header, rule, first, second] = table.split('\n');
    expect(new Set([rule, first, second].map(displayWidth)).size).toBe(1);
    expect(displayWidth(header)).toBe(displayWidth(rule));
    expect(table).not.toContain('\u001b');
    expect(second).toContain('a [31mb c');
  });
});

describe('the traces of a run', () => {
  const series = { utilityTrace: [1, 2], predictionShiftRmseTrace: [0, 0.1], targetMeanTrace: [null, null], stepTrace: [0.3, 0.3] };

  it('have a chain’s columns where it has a chain, and only there', () => {
    const climbed = runText(sampleRun('a'.repeat(64)), series, null);
    expect(climbed).not.toMatch(/log posterior|step bias/);
    const chain = { ...series, logPosteriorTrace: [-12.5, -10], stepBiasTrace: [0.081, null], stationarityTrace: [1.02, null] };
    const lines = runText(sampleRun('a'.repeat(64)), chain, null).trimEnd().split('\n');
    expect(lines.at(-4)).toMatch(/step +log posterior +step bias +drift$/);
    expect(lines.at(-2)).toMatch(/0\.3 +−12\.5 +0\.0810 +1\.0200$/);
    expect(lines.at(-1)).toMatch(/0\.3 +−10 +– +–$/);
  });
});

describe('progress', () => {
  const reports = { phase: 'PGA exact: iteration 7 of 30', done: 3, total: 12, etaSeconds: 61 };

  it('is a bar with the time left on a terminal, redrawn at most ten times a second, and cleared at the end', () => {
    const written: string[] = [];
    let now = 0;
    const io = { stderr: (text: string) => void written.push(text), stderrIsTerminal: true, columns: 80 };
    const line = createProgressLine(io, false, () => now);
    for (now = 0; now < 1000; now += 10) line.update(reports);
    line.end();
    expect(written).toHaveLength(11);
    expect(written[0]).toBe(
      '\r\u001b[2K[████░░░░░░░░░░░░] 3/12  ETA 1 min 01 s  PGA exact: iteration 7 of 30',
    );
    expect(written[10]).toBe('\r\u001b[2K');
    expect(barText(reports, 30).length).toBe(29);
  });

  it('is one JSON object a line with --json, and only what ended otherwise', () => {
    const written: string[] = [];
    const io = { stderr: (text: string) => void written.push(text), stderrIsTerminal: false, columns: 80 };
    createProgressLine(io, true).update({ ...reports, details: { run: 'abc' } });
    expect(JSON.parse(written[0])).toEqual({ type: 'progress', ...reports, run: 'abc' });
    const plainLine = createProgressLine(io, false);
    plainLine.update(reports);
    plainLine.note({ phase: 'done' });
    expect(written.slice(1)).toEqual(['done\n']);
  });

  it('leaves the answer on stdout alone on a terminal too', async () => {
    const end = await cliHereWith(
      { stderrIsTerminal: true },
      '/nowhere/at-all',
      'profile',
      'built-im',
      '--json',
    );
    expect(end.code).toBe(2);
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code: 'not-found' } });
    expect(end.stderr).toContain('"built-in"');
    expect(end.stderr).toContain('This library is /nowhere/at-all; --home opens another.');
  });
});
