import { campaignJson } from '../export-runs.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';
import type { ReportInput } from './report-input.ts';

/** How to get the same numbers again: the campaign file and the lines of the command line. */
export function reproduceSection(report: ReportInput): Markup {
  const { campaign } = report;
  const lines = campaign === null ? linesOfRuns(report) : linesOfCampaign(report, campaign.name);
  return html`<p>
      A run is a pure function of its configuration, the data and the component revisions: the same key gives
      the same bits, and what is stored is not computed again.
    </p>
    <pre>${lines.join('\n')}</pre>
    ${
      campaign === null
        ? null
        : html`<p>campaign.json:</p>
            <pre>${campaignJson(campaign)}</pre>`
    }`;
}

function linesOfCampaign({ datasets }: ReportInput, name: string): string[] {
  const campaign = shellWord(name);
  return [
    ...importedNames(datasets).map((one) => `npx poison-lab import PATH --name ${shellWord(one)}`),
    'npx poison-lab check campaign.json',
    'npx poison-lab run campaign.json',
    `npx poison-lab figure rmse-by-share --campaign ${campaign} --to rmse.pdf`,
    `npx poison-lab report --campaign ${campaign} --to report.html`,
  ];
}

function linesOfRuns({ input }: ReportInput): string[] {
  const runs = input.runs.map(({ run }) => run.run).join(',');
  return [
    ...input.runs.slice(0, 1).map(({ run }) => `npx poison-lab show ${run.run}`),
    `npx poison-lab figure rmse-by-share --runs ${runs} --to rmse.pdf`,
    `npx poison-lab report --runs ${runs} --to report.html`,
  ];
}

/** Names of the data sets that have to be imported: those that subsets are of, without the built-in one. */
function importedNames(datasets: ReportInput['datasets']): string[] {
  const whole = datasets.map((one) => (one.layout === 'subset' ? one.name.split(' (')[0] : one.name));
  return [...new Set(whole)].filter((name) => name !== 'built-in');
}

/** One word for a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w.,:/@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
