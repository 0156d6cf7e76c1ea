import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { countResults, type Counts } from './count-results.ts';

/**
 * `npm test`: types, lint and every test; each of the first two counts as one. Its last line, alone on its line,
 * is `N passed, N failed, N skipped`; it exits with 1 when anything failed.
 */
const total: Counts = { passed: 0, failed: 0, skipped: [] };

for (const [check, tool, ...args] of [
  ['types', 'vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', '.'],
  ['lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'],
]) {
  const passed = runTool(tool, args);
  total[passed ? 'passed' : 'failed'] += 1;
  console.log(`${check}: ${passed ? 'passed' : 'failed'}`);
}

const vitest = await startVitest('test', [], { watch: false, run: true });
const counts = countResults(vitest.state.getTestModules(), vitest.state.getUnhandledErrors());
await vitest.close();

total.passed += counts.passed;
total.failed += counts.failed;
for (const name of counts.skipped) console.log(`skipped: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${counts.skipped.length} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

function runTool(tool: string, args: string[]): boolean {
  const path = fileURLToPath(new URL(`../node_modules/${tool}`, import.meta.url));
  return spawnSync(process.execPath, [path, ...args], { stdio: 'inherit' }).status === 0;
}
