import { campaignSchema, type Campaign } from '../../shared/domain/campaign.ts';
import type { Client } from '../../shared/contract/contract.ts';

/** What `--self-test` tries, one after the other, on a fresh library; each answers with what it found, or throws. */
export const selfChecks: readonly { check: string; work(client: Client): Promise<string> }[] = [
  {
    check: 'store',
    async work(client) {
      const { datasets } = await client.datasets.list({});
      return `made a library and read back ${datasets[0].ratings} ratings`;
    },
  },
  {
    check: 'worker',
    async work(client) {
      const { items } = await client.datasets.items({ dataset: 'built-in' });
      const means = items.map((item) => item.predictedMean);
      if (!means.every((mean) => mean !== null && Number.isFinite(mean)))
        throw new Error('the engine answered without predictions');
      return `the engine process trained ALS and predicted ${means.length} items`;
    },
  },
  {
    check: 'kernels',
    async work(client) {
      const { build, relaxedSimd, wasmHash } = (await client.settings.about({})).kernels;
      if (wasmHash === null) throw new Error('the kernels have not been built; run npm run build');
      return `${build} build, ${relaxedSimdInWords[relaxedSimd]}, WebAssembly ${wasmHash}`;
    },
  },
  {
    check: 'campaign',
    async work(client) {
      const { runs } = await client.queue.add({ campaign: tinyCampaign() });
      for (;;) {
        const { run } = await client.runs.show({ run: runs[0].key });
        if (run.status === 'done' && run.metrics)
          return `one uniform run, RMSE ${run.metrics.predictionShiftRmse.toFixed(3)} in shifted units`;
        if (run.status === 'failed' || run.status === 'cancelled') throw new Error(`the run ${run.status}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  },
  {
    check: 'versions',
    async work(client) {
      const { version, node, v8, os, arch, sqlite } = await client.settings.about({});
      return `poison-lab ${version}, Node ${node}, V8 ${v8}, SQLite ${sqlite}, ${os} ${arch}`;
    },
  },
];

const relaxedSimdInWords = {
  none: 'no relaxed SIMD in this runtime',
  unfused: 'relaxed SIMD, which this processor does not fuse',
  fused: 'relaxed SIMD with fused multiply-add',
};

function tinyCampaign(): Campaign {
  return campaignSchema.parse({
    schema: 1,
    name: 'Self-test',
    dataset: 'built-in',
    learner: { id: 'als', config: { rank: 4, lambdaUsers: 5, lambdaItems: 5 } },
    objective: { id: 'availability', config: {} },
    gradient: { id: 'one-step', config: {} },
    attack: { id: 'uniform', config: {} },
    budget: { maliciousShare: 0.02, fillerSize: 50, maxRating: 2 },
    seed: 1,
    sweep: [],
  });
}
