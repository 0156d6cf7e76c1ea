/** A figure of Compare as the sentence names it. */
export interface OfferedFigure {
  figure: string;
  label: string;
  hint: string;
}

/** What the sentence calls the two effects. */
export const rmse = { label: 'RMSE of predictions', hint: 'How far all predictions move' };
export const targetMean = { label: 'the targets’ mean rating', hint: 'How far the target items move' };
/** A way of drawing runs, as the sentence names it. */
export interface OfferedKind {
  kind: 'lines' | 'users' | 'pareto' | 'convergence' | 'parallel';
  label: string;
  hint: string;
  /** Figures other than those along axes; the first is shown unless the same number is in front. */
  figures: readonly OfferedFigure[];
}

/** Every way of drawing, in the order in which they are offered; lines come first. */
export const offeredKinds: readonly OfferedKind[] = [
  { kind: 'lines', label: 'lines', hint: 'Means over seeds by share, β or any setting that varies, with bands', figures: [] },
  {
    kind: 'users',
    label: 'users needed',
    hint: 'How many malicious users an effect takes',
    figures: [
      { figure: 'users-by-rmse', ...rmse },
      { figure: 'users-by-target-mean', ...targetMean },
    ],
  },
  {
    kind: 'pareto',
    label: 'a Pareto plot',
    hint: 'Damage against how far malicious users stand out',
    figures: [
      { figure: 'rmse-by-detectability', ...rmse },
      { figure: 'target-shift-by-detectability', ...targetMean },
    ],
  },
  {
    kind: 'convergence',
    label: 'convergence',
    hint: 'What was reached after each accepted iteration, one over the other',
    figures: [{ figure: 'convergence', label: 'what was reached', hint: 'The model retrained after every step' }],
  },
  {
    kind: 'parallel',
    label: 'parallel coordinates',
    hint: 'Every configuration over settings and metrics',
    figures: [{ figure: 'parallel-coordinates', label: 'settings and metrics', hint: 'Means over seeds' }],
  },
];
