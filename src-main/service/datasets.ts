import { rmSync } from 'node:fs';
import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { LabError } from '../../shared/domain/errors.ts';
import { readRatingsCache } from '../ratings/cache.ts';
import { findItems } from '../ratings/items.ts';
import { profileDataset } from '../ratings/profile.ts';
import type { ImportedDataset } from '../runs/engine-process/protocol.ts';
import { listCleanModels, parseLearner, trainCleanModel } from './clean-models.ts';
import type { ServiceContext } from './context.ts';
import { itemsNamed } from './item-titles.ts';
import { requireDataset } from './unknown-name.ts';

/** Area `datasets`. */
export function datasetHandlers(context: ServiceContext): HandlersOf<Contract['datasets'], void> {
  const { store, publish, cleanModels } = context;
  const imports = new Map<string, string>();
  return {
    list: ({ deleted }) => ({ datasets: store.datasets.list({ deleted }) }),
    profile({ dataset }) {
      const record = requireDataset(store, dataset);
      return profileDataset(readRatingsCache(store.datasets.cachePath(record.fingerprint)), record);
    },
    async items({ dataset, search, predictedMean, within, learner, predict }) {
      const { fingerprint } = requireDataset(store, dataset);
      if (predictedMean !== undefined && !predict) {
        throw new LabError('bad-input', 'A predicted mean can only be searched with predictions.', [
          { path: 'predict', message: 'must be true' },
        ]);
      }
      const slot = parseLearner(learner);
      const model = predict ? await cleanModels.get(fingerprint, slot) : null;
      const ratings = readRatingsCache(store.datasets.cachePath(fingerprint));
      return { items: findItems(ratings, model, { text: search, predictedMean, within }) };
    },
    named: ({ text, most }) => ({ items: itemsNamed(store, text, most) }),
    cleanModels({ dataset, learner }) {
      return { models: listCleanModels(store, requireDataset(store, dataset), parseLearner(learner)) };
    },
    train: ({ dataset, learner }) =>
      trainCleanModel(context, requireDataset(store, dataset).fingerprint, parseLearner(learner)),
    async import({ fileId, importId, options }) {
      const file = context.files.find(fileId);
      const job = context.startJob('import');
      imports.set(importId, job.jobId);
      try {
        const { result } = await context.engine.import(
          { path: file.path, options },
          {
            jobId: job.jobId,
            onUpdate({ progress: { phase, reading } }) {
              publish('imports.progress', {
                importId,
                file: file.name,
                phase,
                ...(reading ?? { bytes: 0, totalBytes: 0, rows: 0 }),
              });
            },
          },
        );
        const dataset = recordDataset(context, { ...result, source: file.name, imported: options });
        // An upload is of no more use; after a failure it stays, to be tried with other options.
        if (file.scratch) context.files.release(fileId);
        return { dataset };
      } finally {
        imports.delete(importId);
        job.end();
      }
    },
    cancelImport({ importId }) {
      const jobId = imports.get(importId);
      if (jobId !== undefined) context.engine.cancel(jobId);
      return { cancelled: jobId !== undefined };
    },
    uses({ dataset }) {
      const { name, fingerprint } = requireDataset(store, dataset);
      const onIt = store.campaigns.list().filter(({ campaign }) => {
        const reference = typeof campaign.dataset === 'string' ? campaign.dataset : campaign.dataset.of;
        return reference === name || reference === fingerprint;
      });
      return { runs: store.datasets.runsOn(fingerprint), campaigns: onIt.length };
    },
    record({ fingerprint }) {
      const dataset = store.datasets.get(fingerprint);
      if (dataset === null) throw new LabError('not-found', `No data set has the fingerprint ${fingerprint}.`);
      return { dataset };
    },
    delete({ dataset }) {
      const deleted = store.datasets.delete(requireDataset(store, dataset).fingerprint);
      publish('datasets.changed', {});
      return { dataset: deleted };
    },
    restore({ dataset }) {
      const restored = store.datasets.restore(requireDataset(store, dataset, true).fingerprint);
      publish('datasets.changed', {});
      return { dataset: restored };
    },
  };
}

/**
 * Records what the engine has read and cached. Content that the library knows already keeps its name; the report
 * in the answer is always that of this import.
 * @throws LabError conflict when another data set has the name; then the cache that was written is removed.
 */
export function recordDataset(
  { store, publish }: Pick<ServiceContext, 'store' | 'publish'>,
  imported: ImportedDataset,
): Dataset {
  try {
    const dataset = store.datasets.add({
      ...imported,
      importedAt: new Date().toISOString(),
      deletedAt: null,
    });
    publish('datasets.changed', {});
    return { ...dataset, report: imported.report };
  } catch (error) {
    if (!store.datasets.get(imported.fingerprint))
      rmSync(store.datasets.cachePath(imported.fingerprint), { force: true });
    throw error;
  }
}
