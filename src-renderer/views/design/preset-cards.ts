import type { Preset } from '../../stores/campaigns.ts';

/** One card of the presets: a campaign of its own, or a figure of the paper with a campaign for each of its panels. */
export interface PresetCard {
  title: string;
  sentence: string;
  parts: readonly { label: string; preset: Preset }[];
}

const figures: Record<string, { title: string; sentence: string }> = {
  1: { title: 'Figure 1', sentence: 'Effect against the share of malicious users, with alternating minimization.' },
  2: { title: 'Figure 2', sentence: 'Effect against the share of malicious users, with the nuclear norm.' },
  3: { title: 'Figure 3', sentence: 'What hiding costs SGLD as β grows, with alternating minimization.' },
  4: { title: 'Figure 4', sentence: 'What hiding costs SGLD as β grows, with the nuclear norm.' },
  5: { title: 'Figure 5', sentence: 'Pulling one item down, with alternating minimization.' },
  6: { title: 'Figure 6', sentence: 'Pulling one item down, with the nuclear norm.' },
};

const single: Record<string, string> = {
  'first-look': 'Uniform, SGLD and PGA at three shares: done within a minute.',
  'stealth-study': 'SGLD from β = 0, like normal users, to 1, beside uniform and PGA.',
};

/** The cards in order: the short studies, then the paper's figures; presets without a card stay in the menu. */
export function presetCards(presets: readonly Preset[]): PresetCard[] {
  const cards = new Map<string, PresetCard>();
  for (const preset of presets) {
    const [, number, panel] = /^figure-(\d)([a-z])$/.exec(preset.id) ?? [];
    const words = number === undefined ? { title: preset.title, sentence: single[preset.id] } : figures[number];
    if (words?.sentence === undefined) continue;
    const parts = [...(cards.get(words.title)?.parts ?? []), { label: panel ?? '', preset }];
    cards.set(words.title, { ...words, parts });
  }
  return [...cards.values()];
}
