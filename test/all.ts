import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { countResults, type Counts } from './count-results.ts';

/**
 * `npm test`: types, lint and every test; each of the first two counts as one. Its last line, alone on its line,
 * is `N passed, N failed, N skipped`; it exits with 1 when anything failed.
 */
const total: Counts = { passed: 0, failed: 0, skipped: [] };

const checks = [
  ['types', 'vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', '.'],
  ['lint', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'],
].map(async ([check, tool, ...args]) => {
  const { passed, said } = await runTool(tool, args);
  total[passed ? 'passed' : 'failed'] += 1;
  console.log(`${said}${check}: ${passed ? 'passed' : 'failed'}`);
});
await Promise.all(checks);

const vitest = await startVitest('test', [], { watch: false, run: true });
const modules = vitest.state.getTestModules();
const counts = countResults(modules, vitest.state.getUnhandledErrors());
await vitest.close();

total.passed += counts.passed;
total.failed += counts.failed;
const slowest = modules.map((module) => ({ name: module.relativeModuleId, seconds: module.diagnostic().duration / 1000 })).sort((a, b) => b.seconds - a.seconds);
console.log(`Files that took longest: ${slowest.slice(0, 12).map(({ name, seconds }) => `${name} ${seconds.toFixed(0)} s`).join(', ')}`);
for (const name of counts.skipped) console.log(`skipped: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${counts.skipped.length} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs a tool of node_modules and keeps what it says until it has ended: two at once would mix theirs. */
async function runTool(tool: string, args: readonly string[]): Promise<{ passed: boolean; said: string }> {
  const path = fileURLToPath(new URL(`../node_modules/${tool}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => parts.push(part));
  const [code] = await once(child, 'close');
  return { passed: code === 0, said: parts.join('') };
}
