import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machineLines } from './machine.ts';
import { fullPlan, quickPlan, type PlannedSection } from './plan.ts';
import type { RecordedRow } from './report.ts';
import type { SectionMessage } from './section-process.ts';

/** What `--json` writes of a section. */
interface SectionFigures {
  section: PlannedSection;
  rows: RecordedRow[];
  seconds: number;
  peakBytes: number | null;
}

/** One section in a process of its own, which prints for itself. */
async function runSection(section: PlannedSection): Promise<SectionFigures> {
  const figures: SectionFigures = { section, rows: [], seconds: 0, peakBytes: null };
  const start = performance.now();
  const child = fork(fileURLToPath(new URL('./section-process.ts', import.meta.url)), [
    JSON.stringify(section),
  ]);
  child.on('message', (message: SectionMessage) => {
    if ('row' in message) figures.rows.push(message.row);
    else figures.peakBytes = message.peakBytes;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  figures.seconds = (performance.now() - start) / 1000;
  if (code === 0) {
    console.log(
      `(${section.name}: ${figures.seconds.toFixed(0)} s, peak resident ${((figures.peakBytes ?? 0) / 1e9).toFixed(2)} GB)`,
    );
  } else {
    console.log(`(${section.name} ended with code ${String(code)})`);
    process.exitCode = 1;
  }
  return figures;
}

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string' } },
});
const machine = machineLines();
console.log(machine.join('\n'));
const wanted = (values.quick ? quickPlan : fullPlan).filter(
  ({ name }) => values.only === undefined || name === values.only,
);
const sections: SectionFigures[] = [];
for (const section of wanted) {
  sections.push(await runSection(section));
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, sections }, null, 2)}\n`);
}
