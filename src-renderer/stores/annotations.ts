import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { useApi } from '../api.ts';
import { plural } from '../formatting/numbers.ts';
import { createLoader } from './loader.ts';
import { readAnew } from './read-anew.ts';
import { useToasts } from './toasts.ts';

/** What people wrote on runs: stars, tags and notes by key of the run. */
export const useAnnotations = defineStore('annotations', () => {
  const { client, transport } = useApi();
  const toasts = useToasts();
  const byRun = shallowRef(new Map<string, Annotation>());
  const loader = createLoader(
    () => client.runs.annotations({}),
    ({ annotations }) => (byRun.value = new Map(annotations.map((one) => [one.run, one]))),
  );
  readAnew(transport, () => loader.loaded.value && loader.load());
  transport.subscribe('runs.annotated', ({ annotations }) => merge(annotations));
  /** Every tag that a run has, with how many have it, in the order of a dictionary. */
  const tags = computed(() => {
    const counts = new Map<string, number>();
    for (const { tags: own } of byRun.value.values()) for (const tag of own) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => a.tag.localeCompare(b.tag, 'en'));
  });

  function merge(changed: readonly Annotation[]) {
    loader.change(() => {
      const next = new Map(byRun.value);
      for (const one of changed) next.set(one.run, one);
      byRun.value = next;
    });
  }

  /** Of a run; an empty one where nothing is written. */
  function of(run: string): Annotation {
    return byRun.value.get(run) ?? { run, starred: false, tags: [], note: '' };
  }

  async function change(runs: readonly string[], part: { starred?: boolean; addTags?: string[]; removeTags?: string[]; note?: string }): Promise<boolean> {
    try {
      const { annotations } = await client.runs.annotate({ runs: [...runs], ...part });
      merge(annotations);
      return true;
    } catch (error) {
      toasts.fail(error);
      return false;
    }
  }

  /** Seen at once, so that a second click takes back the first; as before where it could not be stored. */
  async function star(runs: readonly string[], starred: boolean) {
    const before = runs.map(of);
    merge(before.map((one) => ({ ...one, starred })));
    if (!(await change(runs, { starred }))) merge(before.map((one) => ({ ...of(one.run), starred: one.starred })));
  }

  /** Returns whether all of the runs have the tag now. */
  async function tag(runs: readonly string[], name: string): Promise<boolean> {
    const without = runs.filter((run) => !of(run).tags.includes(name.trim()));
    return without.length === 0 || change(without, { addTags: [name] });
  }

  /** Takes a tag off the runs that have it, with a way back. */
  async function untag(runs: readonly string[], name: string) {
    const having = runs.filter((run) => of(run).tags.includes(name));
    if (having.length === 0 || !(await change(having, { removeTags: [name] }))) return;
    toasts.show(`${name} is taken off ${plural(having.length, 'run')}.`, async () => void (await change(having, { addTags: [name] })));
  }

  /** Returns whether the note stands as it was asked. */
  async function note(run: string, text: string): Promise<boolean> {
    const before = of(run).note;
    if (before === text) return true;
    if (!(await change([run], { note: text }))) return false;
    if (text === '' && before !== '') toasts.show('The note is deleted.', async () => void (await change([run], { note: before })));
    return true;
  }

  return { byRun, tags, ...loader, of, star, tag, untag, note };
});
