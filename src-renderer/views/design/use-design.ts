import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue';
import { computed, inject, reactive, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { Campaign, FieldError } from '../../../shared/domain/campaign.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { freeName } from '../../../shared/domain/free-name.ts';
import { unpackRuns } from '../../../shared/domain/run-columns.ts';
import type { CampaignDraft } from '../../campaign-draft/campaign-model.ts';
import { campaignFromDraft, draftFromCampaign, unsavedChanges } from '../../campaign-draft/campaign-model.ts';
import { inUnitOfField } from './bounds-in-unit.ts';
import type { DraftStorage } from './draft-storage.ts';
import type { History } from '../../history.ts';
import { record, redo, startHistory, undo } from '../../history.ts';
import { newCampaign, untitled } from '../../campaign-draft/new-campaign.ts';
import type { PlacedProblem } from './problems.ts';
import { placeProblems } from './problems.ts';
import { inRangeWords } from './range-problem.ts';
import type { Section } from './sections.ts';
import { sectionsOf } from './sections.ts';
import { toTargetIds } from './target-values.ts';
import type { LiveCheck } from './use-check.ts';
import { useCheck } from './use-check.ts';

/** What a new campaign starts from: a preset, a data set, items that are pushed. */
export interface DesignStart {
  preset?: string;
  dataset?: string;
  /** Item ids as in the data file. */
  targets?: readonly string[];
}

/** A campaign on the drawing board: what the Design view and its parts share. */
export interface Design extends LiveCheck {
  draft: ComputedRef<CampaignDraft>;
  campaign: ComputedRef<Campaign>;
  components: ShallowRef<readonly ComponentDescription[]>;
  datasets: ShallowRef<readonly Dataset[]>;
  sections: ComputedRef<Section[]>;
  errors: ComputedRef<PlacedProblem[]>;
  warnings: ComputedRef<PlacedProblem[]>;
  changes: ComputedRef<number>;
  canUndo: ComputedRef<boolean>;
  canRedo: ComputedRef<boolean>;
  /** True after {@link Design.open} found edits that were never saved. */
  restored: Ref<boolean>;
  /** Name under which the campaign is saved; null while it is new. */
  savedName: Ref<string | null>;
  /** Changes the draft; before a campaign is open there is nothing to change. */
  edit(next: CampaignDraft, field?: string | null): void;
  undo(): void;
  redo(): void;
  /** Tells of text in a field that is no value yet; null when it is one again. */
  refuse(row: string, message: string | null): void;
  /** Opens a saved campaign, or a new one for null. Of several at once the last wins. */
  open(name: string | null, start?: DesignStart): Promise<void>;
  /**
   * Saves under the draft's name; renames when it was saved under another one.
   * @throws LabError 'conflict' when another campaign has the name
   */
  save(): Promise<void>;
  /** The data set that the campaign names, where it is in the bin; null where it is not. */
  binned: ShallowRef<Dataset | null>;
  /** Takes it out of the bin. */
  restoreDataset(): Promise<void>;
  /** Throws the edits away. */
  revert(): void;
  /** Queues what is not stored; the campaign is saved on the way. Answers with how many runs wait, and how many finished ones the campaign no longer has. */
  queue(): Promise<{ queued: number; leftOut: number }>;
}

/** Under this key the Design view provides its {@link Design}. */
export const designKey: InjectionKey<Design> = Symbol('design');

/** The design of the view around this component. @throws Error outside the Design view. */
export function useDesign(): Design {
  const design = inject(designKey);
  if (design === undefined) throw new Error('No campaign is being designed here.');
  return design;
}

/** Opens the drawing board for the lifetime of the current scope. */
export function createDesign(api: Api, storage: DraftStorage): Design {
  const components = shallowRef<readonly ComponentDescription[]>([]);
  const datasets = shallowRef<readonly Dataset[]>([]);
  const history = shallowRef<History<CampaignDraft>>(startHistory(emptyDraft()));
  const saved = shallowRef<CampaignDraft | null>(null);
  const savedName = ref<string | null>(null);
  const restored = ref(false);
  const refusals = reactive(new Map<string, string>());
  const draft = computed(() => history.value.present);
  const campaign = computed(() => campaignFromDraft(draft.value));
  const sections = computed(() => sectionsOf(draft.value, components.value));
  const changes = computed(() => unsavedChanges(saved.value, draft.value));
  const opened = ref(false);
  const binned = shallowRef<Dataset | null>(null);
  let opening = 0;
  const live = useCheck(api, campaign, () => opened.value);

  const refused = computed(() =>
    [...refusals].map(([row, message]) => ({ message, path: row.slice(row.indexOf('/') + 1), row, axis: null })),
  );
  const errors = computed(() => [
    ...refused.value,
    ...inRangeWords(told(live.check.value?.errors ?? []), draft.value, components.value),
  ]);
  const warnings = computed(() => placeProblems(draft.value, sections.value, live.check.value?.warnings ?? []));

  function told(problems: readonly FieldError[]): PlacedProblem[] {
    const placed = placeProblems(draft.value, sections.value, problems);
    return inUnitOfField(placed, draft.value, sections.value, components.value);
  }

  watch(history, ({ past, future }) => {
    const key = savedName.value ?? '';
    if (past.length > 0 && changes.value > 0) storage.write(key, savedCampaign(), campaign.value);
    else if (past.length + future.length > 0) storage.forget(key);
  });

  const missing = computed(() => {
    const { dataset } = draft.value.base;
    const name = typeof dataset === 'string' ? dataset : dataset.of;
    return opened.value && !datasets.value.some((known) => known.name === name || known.fingerprint === name) ? name : null;
  });
  watch(missing, async (name) => {
    binned.value = null;
    if (name === null) return;
    const listed = await api.client.datasets.list({ deleted: true }).catch(() => ({ datasets: [] }));
    if (missing.value === name) binned.value = listed.datasets.find((one) => one.name === name || one.fingerprint === name) ?? null;
  });

  function savedCampaign(): Campaign | null {
    return saved.value === null ? null : campaignFromDraft(saved.value);
  }

  function start(base: Campaign, name: string | null, isFresh: boolean) {
    opened.value = true;
    saved.value = name === null ? null : draftFromCampaign(base);
    savedName.value = name;
    const unsaved = isFresh ? null : storage.read(name ?? '', savedCampaign());
    refusals.clear();
    history.value = startHistory(draftFromCampaign(base));
    restored.value = unsaved !== null && JSON.stringify(unsaved) !== JSON.stringify(base);
    if (unsaved !== null && restored.value) history.value = record(history.value, draftFromCampaign(unsaved), null);
  }

  async function open(name: string | null, wanted: DesignStart = {}) {
    const mine = ++opening;
    const [catalogue, listed] = await Promise.all([api.client.catalogue.list({}), api.client.datasets.list({})]);
    const base =
      name === null
        ? await freshCampaign(api, wanted, catalogue.components, listed.datasets)
        : (await api.client.campaigns.get({ campaign: name })).campaign;
    if (mine !== opening) return;
    components.value = catalogue.components;
    datasets.value = listed.datasets;
    const chosen = wanted.preset !== undefined || wanted.dataset !== undefined || wanted.targets !== undefined;
    start(base, name, name === null && chosen);
  }

  async function save() {
    await demandFreeName();
    const answer = await api.client.campaigns.save({ campaign: campaign.value, replaces: savedName.value ?? undefined });
    settle(answer.campaign);
  }

  /** Saving under a name stores over what has it: only the campaign that is open may be stored over. */
  async function demandFreeName() {
    const { name } = draft.value.base;
    if (name === savedName.value) return;
    const { campaigns } = await api.client.campaigns.list({});
    if (!campaigns.some((known) => known.name === name)) return;
    throw new LabError('conflict', `There is a campaign “${name}” already. Give this one another name.`);
  }

  function settle(stored: Campaign) {
    storage.forget(savedName.value ?? '');
    saved.value = draftFromCampaign(stored);
    savedName.value = stored.name;
    restored.value = false;
  }

  return {
    ...live,
    draft,
    campaign,
    components,
    datasets,
    sections,
    errors,
    warnings,
    changes,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    restored,
    savedName,
    edit(next, field = null) {
      if (opened.value) history.value = record(history.value, next, field);
    },
    undo: () => void (history.value = undo(history.value)),
    redo: () => void (history.value = redo(history.value)),
    refuse(row, message) {
      if (message === null) refusals.delete(row);
      else refusals.set(row, message);
    },
    binned,
    async restoreDataset() {
      if (binned.value === null) return;
      await api.client.datasets.restore({ dataset: binned.value.fingerprint });
      datasets.value = (await api.client.datasets.list({})).datasets;
      await live.recheck();
    },
    open,
    save,
    revert() {
      if (saved.value !== null) history.value = record(history.value, saved.value, null);
      restored.value = false;
    },
    async queue() {
      const before = savedName.value === null ? [] : unpackRuns((await api.client.runs.columns({ campaign: savedName.value })).columns);
      if (savedName.value !== draft.value.base.name) await save();
      const { runs, queued } = await api.client.queue.add({ campaign: campaign.value, replaces: savedName.value ?? undefined });
      settle(campaign.value);
      const kept = new Set(runs.map(({ key }) => key));
      return { queued, leftOut: before.filter(({ key, status }) => status === 'done' && !kept.has(key)).length };
    },
  };
}

/** A preset, or the start that fits the catalogue, under a name that is free. */
async function freshCampaign(
  api: Api,
  wanted: DesignStart,
  components: readonly ComponentDescription[],
  datasets: readonly Dataset[],
): Promise<Campaign> {
  const [{ campaigns }, { presets }] = await Promise.all([
    api.client.campaigns.list({}),
    api.client.campaigns.presets({}),
  ]);
  const names = campaigns.map((known) => known.name);
  const preset = presets.find(({ id }) => id === wanted.preset)?.campaign;
  const dataset = wanted.dataset ?? preset?.dataset ?? datasets[0]?.name ?? 'built-in';
  const base = preset ?? newCampaign(untitled, typeof dataset === 'string' ? dataset : dataset.of, components);
  const campaign = { ...base, name: freeName(base.name, names), dataset };
  return wanted.targets === undefined ? campaign : { ...campaign, objective: { id: 'integrity', config: { targets: toTargetIds(wanted.targets) } } };
}

function emptyDraft(): CampaignDraft {
  return draftFromCampaign(newCampaign(untitled, 'built-in', []));
}
