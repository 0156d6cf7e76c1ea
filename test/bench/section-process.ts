import { peakBytes } from './peak-memory.ts';
import { printedReport, type RecordedRow, type Report } from './report.ts';
import type { PlannedSection } from './plan.ts';
import { attackAgainstScalar } from './sections/attack-against-scalar.ts';
import { attackIterations } from './sections/attack-iterations.ts';
import { compareMany } from './sections/compare-many.ts';
import { eventLoop } from './sections/event-loop.ts';
import { imports } from './sections/imports.ts';
import { nuclearNormPath } from './sections/nuclear-norm.ts';
import { runsWindow } from './sections/runs-window.ts';
import { sweeps } from './sections/sweeps.ts';
import { training } from './sections/training.ts';

/** What a section's process tells the bench: each row, and at its end the most memory it ever held. */
export type SectionMessage = { row: RecordedRow } | { peakBytes: number };

// One section of the bench in a process of its own, so that peak memory is its own.
const tell = (message: SectionMessage): void => void process.send?.(message);
await measure(
  JSON.parse(process.argv[2]) as PlannedSection,
  printedReport((row) => tell({ row })),
);
tell({ peakBytes: peakBytes() });
process.disconnect();

async function measure(section: PlannedSection, report: Report): Promise<void> {
  switch (section.name) {
    case 'sweeps':
      return sweeps(section.plan, report);
    case 'training':
      return training(section.plan, report);
    case 'nuclearNorm':
      return nuclearNormPath(section.plan, report);
    case 'attackIterations':
      return attackIterations(section.plan, report);
    case 'attackAgainstScalar':
      return attackAgainstScalar(section.plan, report);
    case 'imports':
      return imports(section.plan, report);
    case 'eventLoop':
      return eventLoop(section.plan, report);
    case 'compareMany':
      return compareMany(section.plan, report);
    case 'runsWindow':
      return runsWindow(section.plan, report);
  }
}
