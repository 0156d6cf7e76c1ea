import threatModel from '../../../resources/help/threat-model.md?raw';
import attacks from '../../../resources/help/attacks.md?raw';
import audit from '../../../resources/help/audit.md?raw';
import components from '../../../resources/help/components.md?raw';
import figures from '../../../resources/help/figures.md?raw';
import statistics from '../../../resources/help/statistics.md?raw';
import notes from '../../../resources/help/notes.md?raw';
import keyboard from '../../../resources/help/keyboard.md?raw';
import responsibleUse from '../../../resources/help/responsible-use.md?raw';
import citation from '../../../resources/help/citation.md?raw';

/** The help pages in reading order; `id` is the end of their address. */
export const helpPages = [
  { id: 'threat-model', title: 'Threat model', source: threatModel },
  { id: 'attacks', title: 'Attacks and gradients', source: attacks },
  { id: 'components', title: 'Every component', source: components },
  { id: 'figures', title: 'Every figure', source: figures },
  { id: 'audit', title: 'The gradient audit', source: audit },
  { id: 'statistics', title: 'What the numbers mean', source: statistics },
  { id: 'notes', title: 'Notes and equations', source: notes },
  { id: 'responsible-use', title: 'Responsible use', source: responsibleUse },
  { id: 'citation', title: 'Citation and data', source: citation },
  { id: 'keyboard', title: 'Keyboard', source: keyboard },
] as const;
