import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FigureSource } from '../../../shared/contract/figures.ts';
import { findFigure } from '../../../shared/figures/list.ts';
import { datasetRecord } from '../../../src-main/ratings/profile.ts';
import { createService } from '../../../src-main/service/service.ts';
import type { Service } from '../../../src-main/service/service-surface.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { fillLibrary } from '../../e2e/many-runs.ts';
import { generatedDataset } from '../generated-dataset.ts';
import type { SectionPlans } from '../plan.ts';
import type { Report } from '../report.ts';

/** Each figure is made so often. */
const repetitions = 40;
/** Milliseconds that comparing may take. */
const aim = 200;
const figures = ['rmse-by-share', 'users-by-rmse', 'rmse-by-detectability', 'parallel-coordinates'] as const;

/**
 * How long it takes to compare so many stored runs at once: from the service's answer over its store to the chart's
 * configuration, and the table of all pairs beside it. The first of each runs code that nothing ran before. The processor's time says the same on a machine that has other
 * things to do.
 */
export async function compareMany({ runs }: SectionPlans['compareMany'], report: Report): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'poison-lab-bench-'));
  try {
    const planned = await fillLibrary(home, runs);
    await addDataset(home, planned[0].config.dataset);
    const service = await openService(home);
    const source: FigureSource = { runs: planned.map(({ key }) => key) };
    // Whoever selects them has the list before them.
    await service.client.runs.list({});
    const addRow = report.table(`Comparing ${runs} stored runs (ms)`, ['what'.padEnd(24), 'first', 'p50', 'p95', 'aim', 'p95 of aim, %', 'processor', 'rows']);
    for (const figure of figures) {
      await measure(addRow, figure, async () => {
        const table = await service.client.figures.table({ figure, source });
        findFigure(figure)?.chart(table, 'light');
        return table.rows.length;
      });
    }
    await measure(addRow, 'pairs of RMSE', async () => {
      const { rows } = await service.client.figures.differences({ figure: 'rmse-by-share', source });
      return rows.length;
    });
    await service.close();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function measure(
  addRow: (cells: readonly (number | string)[]) => void,
  what: string,
  work: () => Promise<number>,
): Promise<void> {
  const times: number[] = [];
  const computed: number[] = [];
  let rows = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    rows = await work();
    times.push(performance.now() - start);
    computed.push(process.cpuUsage(used).user / 1000);
  }
  const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const p95 = times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1];
  addRow([what, times[0], middle(times), p95, `< ${aim}`, Math.round((100 * p95) / aim), middle(computed), rows]);
}

/** The data set that the runs name, so that their scale is known. */
async function addDataset(home: string, fingerprint: string): Promise<void> {
  const store = await openStore(home);
  store.datasets.add({ ...datasetRecord(generatedDataset('100K'), new Date(0).toISOString()), fingerprint });
  store.close();
}

function openService(home: string): Promise<Service> {
  return createService({
    ...{ home, host: 'loopback', kernels: 'auto', threads: 1, publish: () => undefined },
    spawnEngine: () => {
      throw new Error('comparing needs no engine');
    },
  });
}
