import type { Page } from 'playwright-core';
import { goTo } from './go-to.ts';
import type { StoredLab } from './stored-lab.ts';
import { storedCampaign } from './stored-lab.ts';

const campaign = encodeURIComponent(storedCampaign);

/** Every view of a lab with {@link storedCampaign} in its library: the address after the hash, and what is there once the view is whole. */
export const views: Record<string, { at: (lab: StoredLab) => string; shown: (page: Page) => Promise<void> }> = {
  Home: { at: () => '/', shown: (page) => page.getByRole('main').getByText(storedCampaign).first().waitFor() },
  'Data sets': { at: () => '/datasets/small', shown: (page) => page.getByRole('complementary').getByText('1,500', { exact: true }).waitFor() },
  Items: { at: () => '/datasets/small/items', shown: (page) => page.getByText('Trained on the clean ratings, and kept.').waitFor() },
  Library: { at: () => '/settings/library', shown: (page) => page.getByRole('region', { name: 'Disk use' }).waitFor() },
  Queue: { at: () => '/queue', shown: (page) => page.getByRole('region', { name: 'Running now' }).waitFor() },
  Runs: { at: () => '/runs', shown: (page) => page.getByRole('table', { name: 'Runs' }).waitFor() },
  'a run': { at: ({ run }) => `/runs/${run}`, shown: (page) => page.getByRole('img').first().waitFor() },
  'a gradient audit': { at: ({ run }) => `/runs/${run}/audit`, shown: (page) => page.getByRole('button', { name: /^Audit the gradients/ }).waitFor() },
  'Gradient audits': { at: () => '/audits', shown: (page) => page.getByText('No gradients were audited yet.').waitFor() },
  'a new campaign': { at: () => '/design/new', shown: (page) => page.getByRole('button', { name: /^Queue [1-9]\d* runs$/ }).waitFor() },
  Design: { at: () => `/campaigns/${campaign}/design`, shown: (page) => page.getByRole('button', { name: 'Compare the stored runs' }).waitFor() },
  Compare: { at: () => `/campaigns/${campaign}/compare`, shown: (page) => page.getByRole('img', { name: /RMSE of predictions/ }).waitFor() },
  Report: { at: () => `/campaigns/${campaign}/report`, shown: (page) => page.getByRole('heading', { name: 'Do it again' }).waitFor() },
  'the paper': { at: () => '/paper', shown: (page) => page.getByRole('table', { name: 'Claims of the paper' }).waitFor() },
  Settings: { at: () => '/settings', shown: (page) => page.getByText('Theme').first().waitFor() },
  Shortcuts: { at: () => '/settings/shortcuts', shown: (page) => page.getByRole('table', { name: 'Shortcuts' }).waitFor() },
  Help: { at: () => '/help', shown: (page) => page.getByRole('article').getByRole('heading').first().waitFor() },
  'a page of help': { at: () => '/help/statistics', shown: (page) => page.getByRole('article').getByRole('heading', { name: 'Shifted units and stars' }).waitFor() },
  Calibration: { at: () => '/paper/calibration', shown: (page) => page.getByText('Before any attack is believed').waitFor() },
};

/** Opens a view by its address, as a link does, and waits until it is whole: neither loading nor dimmed. */
export async function visit({ page, ...lab }: StoredLab, view: string): Promise<void> {
  const { at, shown } = views[view];
  await goTo(page, at({ page, ...lab }));
  await shown(page);
  // Old content stays, dimmed, while new content is on its way.
  await page.getByRole('main').getByText(/^(Loading|Reading the)/).first().waitFor({ state: 'detached' });
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
}
