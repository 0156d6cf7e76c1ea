import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { packRuns } from '../../shared/domain/run-columns.ts';
import type { RunDetails } from '../store/runs.ts';
import type { ServiceContext } from './context.ts';
import { differencesOf } from './differences.ts';
import { requireCampaign } from './unknown-name.ts';

/** Area `runs`. */
export function runHandlers({ store, publish }: ServiceContext): HandlersOf<Contract['runs'], void> {
  const tell = (keys: string[]) => {
    publish('runs.changed', { runs: keys.flatMap((key) => store.runs.get(key) ?? []) });
    // How many of its runs a campaign has, and how many are done, counts none of the bin.
    publish('campaigns.changed', {});
    return { runs: keys };
  };
  const list = ({ campaign, deleted }: { campaign?: string; deleted: boolean }) => {
    if (campaign !== undefined) requireCampaign(store, campaign);
    return store.runs.list({ campaign, deleted });
  };
  return {
    list: (which) => ({ runs: list(which) }),
    columns: (which) => ({ columns: packRuns(list(which)) }),
    show({ run }) {
      const { run: shown, series, provenance } = store.runs.details(run);
      return { run: shown, series, provenance, uniqueness: store.uniqueness.get(shown.key) };
    },
    annotations: () => ({ annotations: store.annotations.list() }),
    annotate({ runs, ...change }) {
      const annotations = store.annotations.change(runs.map(store.runs.resolve), change);
      publish('runs.annotated', { annotations });
      return { annotations };
    },
    records: () => ({ records: store.runs.origins() }),
    diff: ({ runs: [left, right] }) => ({
      differences: differencesOf(facts(store.runs.details(left)), facts(store.runs.details(right))),
    }),
    delete: ({ runs }) => tell(store.runs.delete(runs)),
    restore: ({ runs }) => tell(store.runs.restore(runs)),
  };
}

/** What two runs may differ in: what they are, what came out, and what computed them; not when or where. */
function facts({ run, provenance }: RunDetails): object {
  const { config, status, maliciousUsers, datasetName, metrics } = run;
  const computed = provenance && {
    revisions: provenance.revisions,
    precision: provenance.precision,
    kernels: provenance.kernels,
    targets: provenance.targets,
  };
  return { datasetName, status, maliciousUsers, ...config, metrics, ...computed };
}
