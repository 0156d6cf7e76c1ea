import type { RouteRecordNameGeneric } from 'vue-router';

const names: Readonly<Record<string, string>> = {
  home: 'Home',
  datasets: 'Data sets',
  dataset: 'the data set',
  'dataset-items': 'Items',
  queue: 'Queue',
  runs: 'Runs',
  'campaign-runs': 'Runs',
  run: 'the run',
  audits: 'Gradient audits',
  audit: 'the audit',
  'run-audit': 'the audit',
  compare: 'Compare',
  'compare-runs': 'Compare',
  design: 'Design',
  'design-new': 'Design',
  report: 'Report',
  paper: 'The paper',
  settings: 'Settings',
  library: 'Library',
  shortcuts: 'Shortcuts',
};

/** What leads back to a view is called, as in "Back to Compare". */
export function backWords(view: RouteRecordNameGeneric): string {
  const name = names[String(view)];
  return name === undefined ? 'Back' : `Back to ${name}`;
}
