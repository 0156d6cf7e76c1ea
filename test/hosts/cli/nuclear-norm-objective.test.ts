import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSchema } from '../../../shared/domain/run.ts';
import { certified, proximalNuclearNorm } from '../../oracle/nuclear-norm.ts';
import type { RatingTable } from '../../oracle/rating-table.ts';
import { importFile } from '../../ratings/miniature.ts';
import { realData } from '../../real-data.ts';
import { smallCampaign, temporaryFolder, writeSmallCsv } from '../../service/temp-library.ts';
import { cliHere } from './cli-here.ts';
import { document } from './cli-process.ts';

/** One line of a file of ratings: whole stars that were given, or the shifted rating that a fake gives. */
type Line = [user: string, item: string, rating: number];

async function answer(library: string, ...args: string[]): Promise<Record<string, unknown>> {
  const end = await cliHere(library, ...args, '--json');
  expect(end, end.stderr).toMatchObject({ code: 0 });
  return document(end);
}

/** Attacks a file of whole stars through the command line; the run, and the lines of its exported profiles. */
async function attacked(folder: string, data: string, lambda: number, share: number) {
  const home = join(folder, 'library');
  await answer(home, 'import', data, '--min-ratings', '1');
  const campaign = smallCampaign({
    name: `nuclear norm ${lambda}`,
    dataset: basename(data, '.csv'),
    objective: { id: 'availability', config: {} },
    learner: { id: 'nuclear-norm', config: { lambda } },
    attack: { id: 'pga', config: { iterations: 6 } },
    gradient: { id: 'exact', config: {} },
    budget: { maliciousShare: share, fillerSize: 8, maxRating: 2 },
    sweep: [],
  });
  const path = join(folder, 'campaign.json');
  writeFileSync(path, JSON.stringify(campaign));
  const [run] = runSchema.array().parse((await answer(home, 'run', path)).runs);
  const profiles = join(folder, 'profiles.csv');
  await answer(home, 'export', 'profiles', run.key, '--to', profiles);
  return { run, profiles: linesOf(profiles) };
}

function linesOf(path: string): Line[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [user, item, rating] = line.split(',');
    return [user, item, Number(rating)];
  });
}

/** Genuine stars, shifted by hand to stars - 3, and profiles under them as one table. */
function joined(genuine: Line[], profiles: Line[]): RatingTable {
  const items = [...new Set(genuine.map(([, item]) => item))];
  const rows = new Map<string, (number | null)[]>();
  function put(row: string, item: string, value: number): void {
    const own = rows.get(row) ?? items.map(() => null);
    own[items.indexOf(item)] = value;
    rows.set(row, own);
  }
  for (const [user, item, stars] of genuine) put(`genuine ${user}`, item, stars - 3);
  for (const [user, item, rating] of profiles) put(`fake ${user}`, item, rating);
  return [...rows.values()];
}

/** Solves data and profiles densely; the run's objective must be that optimum. */
function compare({ run, profiles }: Awaited<ReturnType<typeof attacked>>, genuine: Line[], lambda: number): void {
  const table = joined(genuine, profiles);
  const oracle = proximalNuclearNorm(table, lambda, 5e-7);
  const { modelObjective, modelRank, relativeDualityGap, predictionShiftRmse } = run.metrics!;
  expect(Math.abs(modelObjective! - oracle.objective)).toBeLessThan(1e-6 * oracle.objective);
  expect(modelRank).toBe(oracle.singularValues.filter((value) => value > 1e-3).length);
  expect(modelRank).toBeGreaterThan(2);
  expect(relativeDualityGap).toBeLessThan(1e-6);
  // The profiles matter: without them the optimum is another by far more than that.
  const without = proximalNuclearNorm(table.slice(0, table.length - new Set(profiles.map(([user]) => user)).size), lambda, 1e-4);
  expect(Math.abs(without.objective / oracle.objective - 1)).toBeGreaterThan(1e-3);
  expect(predictionShiftRmse).toBeGreaterThan(0);
  expect(certified(table, oracle.X, lambda).gap).toBeLessThan(5e-7 * oracle.objective);
}

describe('the objective of an attacked nuclear-norm learner', () => {
  it.each([2, 5])('is that of an independent dense solver on data and exported profiles, λ = %d', { timeout: 240_000 }, async (lambda) => {
    const folder = temporaryFolder();
    const data = writeSmallCsv(folder);
    compare(await attacked(folder, data, lambda, 0.1), linesOf(data), lambda);
  });

  it.skipIf(!realData('ml-100k.zip'))('is so on the most rated corner of ml-100k', { timeout: 240_000 }, async () => {
    const folder = temporaryFolder();
    const corner = await mostRated(folder, 70, 50);
    compare(await attacked(folder, corner, 6, 0.1), linesOf(corner), 6);
  });
});

/** The ratings of ml-100k by its busiest users on its most rated items, as a CSV of whole stars. */
async function mostRated(folder: string, users: number, items: number): Promise<string> {
  const { ratings, userIds, itemIds } = await importFile(realData('ml-100k.zip')!);
  const lines: Line[] = [];
  for (let i = 0; i < ratings.users; i++) {
    for (let at = ratings.rowStart[i]; at < ratings.rowStart[i + 1]; at++) lines.push([userIds[i], itemIds[ratings.rowItem[at]], ratings.rowValue[at] + 3]);
  }
  const [keptUsers, keptItems] = [busiest(lines, 0, users), busiest(lines, 1, items)];
  const kept = lines.filter(([user, item]) => keptUsers.has(user) && keptItems.has(item));
  const path = join(folder, 'corner.csv');
  writeFileSync(path, `user,item,rating\n${kept.map((line) => line.join(',')).join('\n')}\n`);
  return path;
}

function busiest(lines: Line[], column: 0 | 1, most: number): Set<string> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line[column], (counts.get(line[column]) ?? 0) + 1);
  return new Set([...counts].sort((a, b) => b[1] - a[1]).slice(0, most).map(([id]) => id));
}
