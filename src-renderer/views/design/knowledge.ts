import type { ComponentDescription, Knowledge } from '../../../shared/domain/component.ts';

/** One line of "What the attacker knows". */
export interface KnowledgeFact {
  label: string;
  /** "yes", "no", or which of the attacks are told. */
  value: string;
}

const questions: { key: keyof Knowledge; label: string }[] = [
  { key: 'learner', label: 'Learner and its settings' },
  { key: 'ratings', label: 'All ratings of normal users' },
  { key: 'gradient', label: 'Gradient through training' },
  { key: 'detector', label: 'Which detector is used' },
];

/** What the attacks of a campaign are told, question by question; attacks that say nothing are left out. */
export function knowledgeOf(attacks: readonly ComponentDescription[]): KnowledgeFact[] {
  const telling = attacks.filter((attack) => attack.knows !== undefined);
  if (telling.length === 0) return [];
  return questions.map(({ key, label }) => {
    const told = telling.filter((attack) => attack.knows?.[key] === true);
    if (told.length === telling.length) return { label, value: 'yes' };
    return { label, value: told.length === 0 ? 'no' : told.map((attack) => attack.label).join(', ') };
  });
}
