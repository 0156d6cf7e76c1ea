import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import { packRuns } from '../../../shared/domain/run-columns.ts';
import { useAnnotations } from '../../../src-renderer/stores/annotations.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { useViews } from '../../../src-renderer/stores/views.ts';
import { openStores } from '../fake-api.ts';
import { sampleRun } from '../sample-run.ts';

interface Change {
  runs: string[];
  starred?: boolean;
  addTags: string[];
  removeTags: string[];
  note?: string;
}

beforeEach(() => vi.stubGlobal('window', { setTimeout: () => 0, clearTimeout: () => undefined }));

/** A service that keeps what is written on runs in memory. */
function openAnnotations(written: Annotation[]) {
  const kept = new Map(written.map((one) => [one.run, one]));
  const fake = openStores({
    'runs.annotations': () => ({ annotations: [...kept.values()] }),
    'runs.annotate': ({ runs, starred, addTags, removeTags, note }: Change) => ({
      annotations: runs.map((run) => {
        const before = kept.get(run) ?? { run, starred: false, tags: [], note: '' };
        const tags = [...new Set([...before.tags.filter((tag) => !removeTags.includes(tag)), ...addTags])].sort();
        const after = { run, starred: starred ?? before.starred, tags, note: note ?? before.note };
        kept.set(run, after);
        return after;
      }),
    }),
  });
  return { fake, kept };
}

describe('what is written on runs', () => {
  const written = [
    { run: 'a', starred: true, tags: ['figure 1'], note: '' },
    { run: 'b', starred: false, tags: ['audited', 'figure 1'], note: 'look' },
  ];

  test('is counted by tag, and follows other windows', async () => {
    const { fake } = openAnnotations(written);
    const annotations = useAnnotations();
    await annotations.load();
    expect(annotations.tags).toEqual([
      { tag: 'audited', count: 1 },
      { tag: 'figure 1', count: 2 },
    ]);
    fake.push('runs.annotated', { annotations: [{ run: 'b', starred: false, tags: [], note: '' }] });
    expect(annotations.tags).toEqual([{ tag: 'figure 1', count: 1 }]);
  });

  test('a tag goes on the runs that lack it alone, and its removal can be undone for those that had it', async () => {
    const { fake, kept } = openAnnotations(written);
    const [annotations, toasts] = [useAnnotations(), useToasts()];
    await annotations.load();
    await annotations.tag(['a', 'b', 'c'], ' audited ');
    expect(fake.calls.at(-1)?.input).toMatchObject({ runs: ['a', 'c'], addTags: ['audited'] });
    await annotations.untag(['a', 'b', 'd'], 'figure 1');
    expect([...kept.values()].filter(({ tags }) => tags.includes('figure 1'))).toEqual([]);
    await toasts.undo(toasts.toasts[0]);
    expect([...kept.values()].filter(({ tags }) => tags.includes('figure 1')).map(({ run }) => run)).toEqual(['a', 'b']);
  });

  test('a star is seen at once, so that a second click takes it back; one that cannot be stored goes again', async () => {
    const { kept } = openAnnotations(written);
    const annotations = useAnnotations();
    await annotations.load();
    const first = annotations.star(['b'], true);
    expect(annotations.of('b')).toMatchObject({ starred: true, tags: ['audited', 'figure 1'], note: 'look' });
    const second = annotations.star(['b'], false);
    expect(annotations.of('b').starred).toBe(false);
    await Promise.all([first, second]);
    expect([annotations.of('b').starred, kept.get('b')?.starred]).toEqual([false, false]);

    openStores({ 'runs.annotations': () => ({ annotations: written }), 'runs.annotate': () => Promise.reject(new Error('full disk')) });
    const refused = useAnnotations();
    await refused.load();
    await refused.star(['a', 'b'], true);
    expect(['a', 'b'].map((run) => refused.of(run).starred)).toEqual([true, false]);
  });

  test('a deleted note can be brought back; an equal one asks for nothing', async () => {
    const { fake, kept } = openAnnotations(written);
    const [annotations, toasts] = [useAnnotations(), useToasts()];
    await annotations.load();
    await annotations.note('b', 'look');
    expect(fake.calls).toHaveLength(1);
    await annotations.note('b', '');
    expect(kept.get('b')?.note).toBe('');
    await toasts.undo(toasts.toasts[0]);
    expect(kept.get('b')?.note).toBe('look');
  });
});

describe('the bin', () => {
  test('takes runs and gives them back, without asking for all the others', async () => {
    const [first, second] = [sampleRun('849d73e0'), sampleRun('1f9e6950')];
      const fake = openStores({
      'runs.columns': ({ deleted }: { deleted: boolean }) => ({ columns: packRuns(deleted ? [] : [first, second]) }),
      'runs.delete': ({ runs }: { runs: string[] }) => ({ runs }),
      'runs.restore': ({ runs }: { runs: string[] }) => ({ runs }),
    });
    const runs = useRuns();
    await Promise.all([runs.load(), runs.loadBin()]);
    await runs.remove([first.key]);
    expect([runs.runs, runs.binned].map((list) => list.map(({ run }) => run))).toEqual([[second.run], [first.run]]);
    expect(runs.binned[0].deletedAt).not.toBeNull();
    await runs.restore([first.key]);
    expect([runs.runs, runs.binned].map((list) => list.map(({ run }) => run))).toEqual([[second.run, first.run], []]);
    expect(runs.find(first.run)).toEqual(first);
    expect(fake.calls.filter(({ procedure }) => procedure === 'runs.columns')).toHaveLength(2);
  });
});

describe('saved views', () => {
  test('are asked for again when some window changed them; a deleted one can be brought back', async () => {
    let saved = [{ name: 'a', query: 'q=a' }];
      const fake = openStores({
      'views.list': () => ({ views: saved }),
      'views.delete': () => {
        saved = [];
        return {};
      },
      'views.restore': () => {
        saved = [{ name: 'a', query: 'q=a' }];
        return saved[0];
      },
    });
    const [views, toasts] = [useViews(), useToasts()];
    await views.load();
    expect(views.find('a')?.query).toBe('q=a');
    await views.remove('a');
    expect(views.views).toEqual([]);
    await toasts.undo(toasts.toasts[0]);
    expect(views.views).toHaveLength(1);
    saved = [...saved, { name: 'b', query: '' }];
    fake.push('views.changed', {});
    await new Promise((resolve) => setTimeout(resolve));
    expect(views.views).toHaveLength(2);
  });
});
