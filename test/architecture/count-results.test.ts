import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from './run-tool.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'poison-lab-counts-'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const put = (name: string, body: string) =>
    writeFileSync(join(folder, name), `import { beforeAll, describe, expect, test } from 'vitest';\n${body}`);
  put(
    'mixed.test.ts',
    "test('right', () => expect(1).toBe(1)); test('wrong', () => expect(1).toBe(2)); test.skipIf(true)('absent', () => {});",
  );
  put('unloadable.test.ts', "import './gone.ts'; test('never', () => {});");
  put('hook.test.ts', "describe('suite', () => { beforeAll(() => { throw new Error('no'); }); test('idle', () => {}); });");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('counts failures that no test stands for, and names what is skipped', () => {
  const script = `
    import { startVitest } from 'vitest/node';
    import { countResults } from ${JSON.stringify(pathToFileURL(join(repository, 'test', 'count-results.ts')).href)};
    const vitest = await startVitest('test', [], { watch: false, run: true, reporters: [{}], config: false });
    const counts = countResults(vitest.state.getTestModules(), vitest.state.getUnhandledErrors());
    await vitest.close();
    console.log('COUNTS' + JSON.stringify({ ...counts, skipped: counts.skipped.sort() }));
    process.exit();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder, encoding: 'utf8' });
  const line = stdout.split('\n').find((one) => one.startsWith('COUNTS'));
  expect(line, stderr).toBeDefined();
  expect(JSON.parse(line?.slice(6) ?? '')).toEqual({
    passed: 1,
    failed: 3,
    skipped: ['hook.test.ts > suite > idle', 'mixed.test.ts > absent'],
  });
});
