import type { TestModule, TestSuite } from 'vitest/node';

/** What a run of the tests came to; skips by their full names, so that none is silent. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: string[];
}

/**
 * Counts tests, and as failures also what no test stands for: a file that cannot be loaded, a hook that throws,
 * an error that nobody caught.
 */
export function countResults(modules: readonly TestModule[], unhandled: readonly unknown[]): Counts {
  const counts: Counts = { passed: 0, failed: unhandled.length, skipped: [] };
  for (const module of modules) {
    counts.failed += [module, ...module.children.allSuites()].filter(brokeItself).length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed' || state === 'failed') counts[state] += 1;
      else counts.skipped.push(`${module.relativeModuleId} > ${test.fullName}${reasonOf(test.result())}`);
    }
  }
  if (modules.length === 0) counts.failed += 1;
  return counts;
}

function brokeItself(suite: TestModule | TestSuite): boolean {
  return suite.errors().length > 0;
}

function reasonOf(result: { state: string; note?: string | undefined }): string {
  return result.note ? ` (${result.note})` : '';
}
