/** Words of the field in one plain sentence each, for who meets them first. */
const glossary: Readonly<Record<string, string>> = {
  PGA: 'Projected gradient ascent: fake ratings are moved, step by step, to where they do the most harm.',
  SGLD: 'Stochastic gradient Langevin dynamics: fake ratings are drawn at random so that they do harm and still look like those of normal users.',
  uniform: 'Fake users who rate random items at random: what every other attack is measured against.',
  availability: 'The attacker wants all predictions to be wrong.',
  integrity: 'The attacker wants chosen items, the targets, to be rated higher or lower.',
  hybrid: 'The attacker wants both at once: to spoil all predictions and to move the targets.',
  'one-step': 'The gradient is taken through the last step of training alone: cheap, and not exact.',
  RMSE: 'Root mean square error: how far predictions move from those without fake users.',
  β: 'How much an SGLD attack cares for its gain; at 0 its fakes only look like normal users.',
  μ1: 'Weight of spoiling all predictions (availability).',
  μ2: 'Weight of moving the target items (integrity).',
};

/** A piece of running text, and what its word means where it is met for the first time. */
export interface TextPiece {
  text: string;
  meaning: string | null;
}

const known = new Map(Object.entries(glossary).map(([term, meaning]) => [term.toLowerCase(), meaning]));
const terms = new RegExp(`(?<![\\p{L}\\p{N}])(${Object.keys(glossary).join('|')})(?![\\p{L}\\p{N}])`, 'giu');

/** A text in pieces: every word of the glossary has its meaning where it first stands, in small or capital letters. */
export function explained(text: string): TextPiece[] {
  const met = new Set<string>();
  return text.split(terms).flatMap((piece) => {
    const meaning = met.has(piece.toLowerCase()) ? null : (known.get(piece.toLowerCase()) ?? null);
    if (meaning !== null) met.add(piece.toLowerCase());
    return piece === '' ? [] : [{ text: piece, meaning }];
  });
}
