import { releaseOf, type Calibration } from '../../shared/domain/calibration.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { requireComponent } from '../engine/catalogue.ts';
import { calibrationRevision } from '../engine/jobs/calibrate.ts';
import { numericRevision, precision } from '../numeric/revision.ts';
import type { ServiceContext } from './context.ts';
import { requireDataset } from './unknown-name.ts';

/**
 * Measures published values on the data sets named (names or fingerprints), or on every one, of each release the
 * first that is its whole; and keeps what came out with its provenance.
 * @throws LabError 'not-found' for a data set that is not there; 'conflict' while another calibration is under way;
 *   'cancelled' within one sweep
 */
export async function calibrateLearners(
  context: ServiceContext,
  named: readonly string[] | undefined,
  jobId: string | undefined,
): Promise<Calibration> {
  const { store, engine, checks, installation, host } = context;
  const chosen = named?.map((name) => requireDataset(store, name)) ?? store.datasets.list();
  const datasets = firstOfEachRelease(chosen);
  const startedAt = new Date().toISOString();
  return checks.run({ kind: 'calibration', subject: '', jobId }, async ({ options }) => {
    const request = { datasets: datasets.map(({ fingerprint }) => fingerprint) };
    const { result, environment, seconds } = await engine.calibrate(request, options);
    const calibration = {
      rows: result,
      datasets: datasets.map(({ name, fingerprint, layout, users, items, ratings }) => ({ name, fingerprint, layout, users, items, ratings })),
      application: `poison-lab ${installation.version}`,
      revisions: [
        `learner:als@${requireComponent('learner', 'als').revision}`,
        `numeric@${numericRevision}`,
        `calibration@${calibrationRevision}`,
      ],
      precision,
      ...environment,
      host,
      threads: context.threads(),
      startedAt,
      finishedAt: new Date().toISOString(),
      seconds,
    };
    return store.readOnly ? { id: 0, ...calibration } : store.calibrations.add(calibration);
  });
}

/** Data sets that published values are of. */
function firstOfEachRelease(datasets: readonly Dataset[]): Dataset[] {
  const byRelease = new Map<string, Dataset>();
  for (const dataset of datasets) {
    const release = releaseOf(dataset);
    if (release && !byRelease.has(release.layout)) byRelease.set(release.layout, dataset);
  }
  return [...byRelease.values()];
}
