import { describe, expect, it } from 'vitest';
import type { Run } from '../../shared/domain/run.ts';
import { claimHandlers } from '../../src-main/service/claims.ts';
import type { ServiceContext } from '../../src-main/service/context.ts';
import { jitter, onSeeds } from '../claims/invented-runs.ts';
import { sampleDataset } from '../store/sample-runs.ts';

const [whole, other] = ['whole', 'other'].map((name) => sampleDataset(name));
const subset = 'of a subset of whole';

/** Five seeds of both sides of a comparison on one data set. */
function both(dataset: string, rmse: number): Run[] {
  const side = (attack: string, level: number) => onSeeds({ attack }, (seed) => ({ rmse: level + jitter(seed) }), 5);
  return [...side('pga', rmse), ...side('uniform', 0.1)].map((run, index) => ({
    ...run,
    ...{ key: `${dataset} ${index}`, run: `${dataset.slice(0, 4)}${index}`, datasetName: dataset.slice(0, 8) },
    config: { ...run.config, dataset },
  }));
}

function library(runs: readonly Run[]) {
  const store = {
    runs: { list: () => runs, targets: () => new Map() },
    uniqueness: { all: () => new Map() },
    datasets: { list: () => [whole, other], subsetOrigin: (fingerprint: string) => (fingerprint === subset ? { parent: whole.fingerprint } : null) },
  };
  return claimHandlers({ store } as unknown as ServiceContext);
}

describe('claims of a library', () => {
  const onWhole = both(whole.fingerprint, 0.2);
  const onSubset = both(subset, 0.2);
  const onOther = both(other.fingerprint, 0.05);
  const handlers = library([...onWhole, ...onOther, ...onSubset]);
  const judged = async (dataset?: string) => (await handlers.judge({ dataset }, undefined)).claims.find(({ id }) => id === 'pga-over-uniform')!;

  it('are judged on one data set and its subsets where one is asked for', async () => {
    expect((await judged()).verdict).toBe('depends');
    expect(await judged('whole')).toMatchObject({ verdict: 'holds', conditions: { length: 2 } });
    expect(await judged(other.fingerprint)).toMatchObject({ verdict: 'does not hold', conditions: { length: 1 } });
    await expect(async () => judged('nothing')).rejects.toThrow('There is no data set "nothing".');
  });

  it('name the runs behind one of their settings as the list of runs does', async () => {
    const { switches } = (await judged('other')).conditions[0];
    const { runs } = await handlers.runs({ claim: 'pga-over-uniform', switches }, undefined);
    expect([...runs].sort()).toEqual(onOther.map(({ run }) => run).sort());
    await expect(async () => handlers.runs({ claim: 'pga-over-unifrom', switches }, undefined)).rejects.toThrow('pga-over-uniform');
  });
});
