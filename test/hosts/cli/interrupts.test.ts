import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Slot } from '../../../shared/domain/component.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { attacks } from '../../../src-main/engine/attacks/list.ts';
import { uniform } from '../../../src-main/engine/attacks/uniform/uniform.ts';
import { smallCampaign, temporaryFolder, writeSmallCsv } from '../../service/temp-library.ts';
import { cliHere } from './cli-here.ts';
import { cli, document, startCli, type CliEnd } from './cli-process.ts';

const manySteps = { id: 'pga', config: { iterations: 1000, schedule: 'diminishing', stepSize: 0.001 } };
const endlessSteps = { id: 'sgld', config: { iterations: 100_000 } };

/** A library with the small data set, and a campaign of one run. */
async function longCampaign(attack: Slot = manySteps): Promise<{ home: string; file: string }> {
  const home = join(temporaryFolder(), 'library');
  const folder = temporaryFolder();
  await cliHere(home, 'import', writeSmallCsv(folder));
  const file = join(folder, 'long.json');
  writeFileSync(file, JSON.stringify(smallCampaign({ name: 'long', attack, sweep: [] })));
  return { home, file };
}

/** Waits until a run in that process has taken some steps; answers with it. */
async function untilSteps(process: ReturnType<typeof startCli>): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    process.child.stderr?.on('data', (chunk: string) => {
      text += chunk;
      const line = text.split('\n').find((one) => /"iteration":([5-9]|\d\d+)/.test(one) && one.endsWith('}'));
      if (line) resolve((JSON.parse(line) as { run: string }).run);
    });
    void process.end.then((end) => reject(new Error(`ended before its steps: ${end.stderr}`)));
  });
}

const statuses = (end: CliEnd) => (document(end).runs as Run[]).map(({ status }) => status);

describe('Ctrl-C', () => {
  it('cancels with 130 and a document; the same command continues to the numbers of an uninterrupted run', async () => {
    const { home, file } = await longCampaign();
    const working = startCli(home, 'run', file, '--json');
    await untilSteps(working);
    working.child.kill('SIGINT');
    const end = await working.end;
    expect(end.code).toBe(130);
    expect(statuses(end)).toEqual(['cancelled']);
    expect(readdirSync(join(home, 'checkpoints'))).toHaveLength(1);

    const resumed = await cli(home, 'run', file, '--json');
    expect(resumed.code).toBe(0);
    expect(readdirSync(join(home, 'checkpoints'))).toHaveLength(0);
    const other = await longCampaign();
    const whole = await cli(other.home, 'run', other.file, '--json');
    const metrics = (one: CliEnd) => (document(one).runs as Run[])[0].metrics;
    expect(metrics(resumed)).toEqual(metrics(whole));
  });
});

describe('cancel', () => {
  it('stops a run that another process computes, which then ends with 130', async () => {
    const { home, file } = await longCampaign(endlessSteps);
    const working = startCli(home, 'run', file, '--json');
    const run = await untilSteps(working);
    const cancelled = document(await cli(home, 'cancel', run, '--json')).cancelled as string[];
    expect(cancelled).toHaveLength(1);
    expect(cancelled[0].startsWith(run)).toBe(true);
    const end = await working.end;
    expect(end.code).toBe(130);
    expect(statuses(end)).toEqual(['cancelled']);
  });
});

describe('a run that fails', () => {
  it('ends with 1, prints the document with its error, and does not keep the others from running', async () => {
    const broken = {
      ...uniform,
      id: 'broken',
      config: z.strictObject({}),
      profiles: () => {
        throw new Error('the attack broke down');
      },
    };
    const unregister = attacks.register(broken as unknown as Parameters<typeof attacks.register>[0]);
    const { home, file } = await longCampaign();
    const sweep = [
      {
        path: 'attack',
        values: [
          { id: 'broken', config: {} },
          { id: 'uniform', config: {} },
        ],
      },
    ];
    writeFileSync(file, JSON.stringify(smallCampaign({ name: 'half', sweep })));
    const end = await cliHere(home, 'run', file, '--json');
    unregister();
    expect(end.code).toBe(1);
    expect(statuses(end)).toEqual(['failed', 'done']);
    expect((document(end).runs as Run[])[0].error).toContain('the attack broke down');
  });
});

describe('two processes with one campaign', () => {
  it('share its runs and both list all of them as done', async () => {
    const { home, file } = await longCampaign();
    writeFileSync(file, JSON.stringify(smallCampaign({ name: 'shared' })));
    const ends = await Promise.all([cli(home, 'run', file, '--json'), cli(home, 'run', file, '--json')]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    for (const end of ends) expect(statuses(end)).toEqual(['done', 'done', 'done', 'done']);
    const keysOf = (end: CliEnd) => (document(end).runs as Run[]).map(({ key, metrics }) => [key, metrics]);
    expect(keysOf(ends[0])).toEqual(keysOf(ends[1]));
  });
});
