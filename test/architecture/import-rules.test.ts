import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importViolations, repository, type Violation } from './run-tool.ts';

test('every import of ours follows the table of DESIGN', () => {
  expect(importViolations()).toEqual([]);
});

/** From, to, and the rule that must object (null: an import that the table allows). */
const imports: [string, string, string | null][] = [
  ['shared/domain/a.ts', 'src-main/numeric/a.ts', 'layer-shared'],
  ['shared/figures/b.ts', 'shared/statistics/a.ts', null],
  ['src-renderer/a.ts', 'src-main/service/a.ts', 'layer-src-renderer'],
  ['src-renderer/b.ts', 'shared/contract/a.ts', null],
  ['src-renderer/views/a.vue', 'src-main/service/a.ts', 'layer-src-renderer'],
  ['src-renderer/views/runs/a.ts', 'src-renderer/views/run/a.ts', 'views-apart'],
  ['src-renderer/views/runs/b.ts', 'src-renderer/views/runs/c.ts', null],
  ['src-renderer/views/runs/d.ts', 'src-renderer/runs-list/a.ts', null],
  ['src-renderer/runs-list/b.ts', 'src-renderer/views/runs/c.ts', 'shared-by-views'],
  ['src-main/numeric/b.ts', 'shared/domain/a.ts', null],
  ['src-main/numeric/c.ts', 'shared/contract/a.ts', 'layer-numeric'],
  ['src-main/ratings/a.ts', 'src-main/engine/catalogue.ts', 'layer-ratings'],
  ['src-main/ratings/b.ts', 'shared/statistics/a.ts', 'layer-ratings'],
  ['src-main/engine/jobs/a.ts', 'src-main/store/a.ts', 'layer-engine'],
  ['src-main/engine/jobs/b.ts', 'shared/contract/a.ts', 'layer-engine'],
  ['src-main/engine/jobs/c.ts', 'src-main/engine/attacks/list.ts', null],
  ['src-main/store/b.ts', 'src-main/ratings/c.ts', 'layer-store'],
  ['src-main/claims/a.ts', 'src-main/store/a.ts', null],
  ['src-main/claims/b.ts', 'src-main/runs/a.ts', 'layer-claims'],
  ['src-main/runs/b.ts', 'src-main/store/a.ts', null],
  ['src-main/runs/c.ts', 'shared/contract/a.ts', 'layer-runs'],
  ['src-main/reports/a.ts', 'src-main/runs/a.ts', 'layer-reports'],
  ['src-main/reports/b.ts', 'shared/figures/a.ts', null],
  ['src-main/service/b.ts', 'src-main/hosts/event-hub.ts', 'layer-service'],
  ['src-main/service/c.ts', 'src-main/reports/c.ts', null],
  ['src-main/hosts/cli/a.ts', 'src-main/store/a.ts', 'layer-hosts'],
  ['src-main/hosts/cli/b.ts', 'src-main/service/a.ts', null],
  ['src-main/hosts/electron/a.ts', 'src-main/hosts/loopback/a.ts', 'hosts-apart'],
  ['src-main/service/d.ts', 'test/a.ts', 'layer-service'],
  ['src-main/engine/learners/a.ts', 'src-main/engine/objectives/a.ts', 'engine-learners'],
  ['src-main/engine/objectives/b.ts', 'src-main/engine/gradients/a.ts', 'engine-objectives'],
  ['src-main/engine/objectives/c.ts', 'src-main/engine/learners/b.ts', null],
  ['src-main/engine/gradients/b.ts', 'src-main/engine/attacks/a.ts', 'engine-gradients'],
  ['src-main/engine/detectors/a.ts', 'src-main/engine/objectives/a.ts', 'engine-detectors'],
  ['src-main/engine/attacks/b.ts', 'src-main/engine/metrics/a.ts', 'engine-attacks'],
  ['src-main/engine/attacks/c.ts', 'src-main/engine/jobs/job.ts', null],
  ['src-main/engine/attacks/d.ts', 'src-main/engine/catalogue.ts', 'engine-attacks'],
  ['src-main/engine/metrics/b.ts', 'src-main/engine/gradients/a.ts', 'engine-metrics'],
  ['src-main/engine/attacks/pga/a.ts', 'src-main/engine/attacks/sgld/a.ts', 'siblings-attacks'],
  ['src-main/engine/attacks/pga/b.ts', 'src-main/engine/attacks/accept/a.ts', null],
  ['src-main/engine/attacks/accept/b.ts', 'src-main/engine/attacks/pga/c.ts', 'shared-machinery-attacks'],
  ['src-main/engine/attacks/list.ts', 'src-main/engine/attacks/pga/d.ts', null],
  ['src-main/engine/attacks/list.ts', 'src-main/engine/attacks/sgld/d.ts', null],
  ['src-main/service/e.ts', 'electron', 'only-there-electron'],
  ['src-main/hosts/loopback/b.ts', 'electron', 'only-there-electron'],
  ['src-main/hosts/electron/b.ts', 'electron', null],
  ['src-main/hosts/electron/preload.ts', 'electron', null],
  ['src-main/hosts/electron/preload.ts', 'src-main/hosts/electron/a.ts', 'preload-alone'],
  ['src-main/runs/d.ts', 'better-sqlite3', 'only-there-better-sqlite3'],
  ['src-main/store/c.ts', 'better-sqlite3', null],
  ['src-main/service/f.ts', '@napi-rs/canvas', 'only-there--napi-rs-canvas'],
  ['src-main/reports/d.ts', '@napi-rs/canvas', null],
  ['src-main/engine/jobs/d.ts', 'node:fs', 'pure-engine'],
  ['src-main/engine/jobs/e.ts', 'node:crypto', null],
  ['shared/domain/b.ts', 'node:path', 'window-safe'],
  ['src-renderer/c.ts', 'node:os', 'window-safe'],
  ['src-main/store/d.ts', './gone.ts', 'no-unresolved'],
  ['src-main/numeric/cycle-a.ts', 'src-main/numeric/cycle-b.ts', 'no-cycles'],
];

describe('the rules object', () => {
  let folder: string;
  let violations: Violation[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'poison-lab-rules-'));
    plant(folder);
    violations = importViolations(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(imports)('%s -> %s: %s', (from, to, rule) => {
    const broken = violations.filter((violation) => violation.from === from && leadsTo(violation, to));
    expect(broken.map((violation) => violation.rule)).toEqual(rule === null ? [] : [rule]);
  });
});

function leadsTo({ to }: Violation, target: string): boolean {
  return (
    to === target ||
    to.includes(`/node_modules/${target}/`) ||
    (target.startsWith('node:') && to === target.slice(5))
  );
}

function plant(folder: string): void {
  copyFileSync(join(repository, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'));
  copyFileSync(join(repository, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  copyFileSync(join(repository, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const files = new Map<string, string>();
  for (const [from, to] of imports) {
    const local = to.endsWith('.ts') && !to.startsWith('.');
    const specifier = local ? `./${relative(dirname(from), to).replaceAll('\\', '/')}` : to;
    files.set(from, `${files.get(from) ?? ''}import '${specifier.replace('./..', '..')}';\n`);
    if (local && !files.has(to)) files.set(to, '');
  }
  files.set(
    'src-main/engine/attacks/list.ts',
    "import { pga } from './pga/d.ts';\nimport { sgld } from './sgld/d.ts';\n",
  );
  files.set('src-main/numeric/cycle-b.ts', "import './cycle-a.ts';\n");
  for (const [path, text] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      path.endsWith('.vue') ? `<script setup lang="ts">\n${text}</script>\n` : `${text}export {};\n`,
    );
  }
}
