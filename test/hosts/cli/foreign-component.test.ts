import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import { runSchema } from '../../../shared/domain/run.ts';
import { attacks } from '../../../src-main/engine/attacks/list.ts';
import { uniform } from '../../../src-main/engine/attacks/uniform/uniform.ts';
import { smallCampaign, temporaryFolder, writeSmallCsv } from '../../service/temp-library.ts';
import { cliHere } from './cli-here.ts';
import { document } from './cli-process.ts';

const home = join(temporaryFolder(), 'library');
const folder = temporaryFolder();
let unregister = () => {};

/** The uniform attack under another name, with a field of its own. */
const shout = {
  ...uniform,
  id: 'shout',
  title: 'Shouting at the model',
  label: 'Shout',
  summary: 'An attack that only this test knows.',
  config: z.strictObject({
    loudness: z
      .number()
      .int()
      .min(1)
      .max(11)
      .default(3)
      .meta({ title: 'Loudness', symbol: 'ℓ', unit: 'steps', description: 'How loud.' }),
  }),
};

beforeAll(async () => {
  unregister = attacks.register(shout as unknown as Parameters<typeof attacks.register>[0]);
  await cliHere(home, 'import', writeSmallCsv(folder));
});
afterAll(() => unregister());

describe('a component that is registered and nothing else', () => {
  const file = join(folder, 'shout.json');
  writeFileSync(
    file,
    JSON.stringify(
      smallCampaign({
        name: 'shouting',
        sweep: [{ path: 'attack', values: [{ id: 'uniform' }, { id: 'shout', config: { loudness: 11 } }] }],
      }),
    ),
  );

  it('appears in components, with its fields', async () => {
    const { components } = document(await cliHere(home, 'components', 'attack', '--json')) as {
      components: ComponentDescription[];
    };
    expect(components.find(({ id }) => id === 'shout')?.config.properties).toHaveProperty(
      'loudness.maximum',
      11,
    );
    expect((await cliHere(home, 'components', 'attack')).stdout).toMatch(
      /loudness +Loudness ℓ +3 +whole, 1 to 11 +steps/,
    );
  });

  it('is checked by its own schema', async () => {
    const check = document(await cliHere(home, 'check', file, '--json')) as {
      errors: unknown[];
      breakdown: { label: string }[];
    };
    expect(check.errors).toEqual([]);
    expect(check.breakdown.map(({ label }) => label)).toContain('Shout');
    const loud = join(folder, 'loud.json');
    writeFileSync(
      loud,
      JSON.stringify(smallCampaign({ attack: { id: 'shout', config: { loudness: 12 } }, sweep: [] })),
    );
    const refused = await cliHere(home, 'check', loud);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/attack\.config\.loudness/);
  });

  it('runs, is shown in figures and reported', async () => {
    const end = await cliHere(home, 'run', file, '--json');
    expect(end.code, end.stderr).toBe(0);
    const runs = runSchema.array().parse(document(end).runs);
    expect(runs.map(({ label, status }) => [label, status])).toEqual([
      ['Uniform', 'done'],
      ['Shout', 'done'],
    ]);
    expect(runs[1].config.attack.config).toEqual({ loudness: 11 });
    const table = join(folder, 'table.csv');
    const report = join(folder, 'report.html');
    expect(
      (await cliHere(home, 'figure', 'rmse-by-share', '--campaign', 'shouting', '--to', table)).code,
    ).toBe(0);
    expect(readFileSync(table, 'utf8')).toContain(',Shout,');
    expect((await cliHere(home, 'report', '--campaign', 'shouting', '--to', report)).code).toBe(0);
    expect(readFileSync(report, 'utf8')).toContain('Shout');
  });
});
