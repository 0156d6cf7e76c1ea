import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue';
import { computed, inject, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import type { Campaign, CampaignCheck } from '../../../shared/domain/campaign.ts';
import type { ComponentDescription } from '../../../shared/domain/component.ts';
import type { Dataset } from '../../../shared/domain/dataset.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import type { CampaignDraft } from './campaign-model.ts';
import { campaignFromDraft, draftFromCampaign, unsavedChanges } from './campaign-model.ts';
import type { DraftStorage } from './draft-storage.ts';
import type { History } from './history.ts';
import { record, redo, startHistory, undo } from './history.ts';
import { freeName, newCampaign } from './new-campaign.ts';
import type { PlacedProblem } from './problems.ts';
import { placeProblems } from './problems.ts';
import type { Section } from './sections.ts';
import { sectionsOf } from './sections.ts';

/** Pause after the last edit before the campaign is checked, in milliseconds. */
const checkDelay = 250;

/** A campaign on the drawing board: what the Design view and its parts share. */
export interface Design {
  draft: ComputedRef<CampaignDraft>;
  campaign: ComputedRef<Campaign>;
  components: ShallowRef<readonly ComponentDescription[]>;
  datasets: ShallowRef<readonly Dataset[]>;
  sections: ComputedRef<Section[]>;
  /** The latest answer of `campaigns.check`, kept while a newer one is on its way. */
  check: ShallowRef<CampaignCheck | null>;
  checking: Ref<boolean>;
  checkFailure: ShallowRef<unknown>;
  errors: ComputedRef<PlacedProblem[]>;
  warnings: ComputedRef<PlacedProblem[]>;
  changes: ComputedRef<number>;
  canUndo: ComputedRef<boolean>;
  canRedo: ComputedRef<boolean>;
  /** True after {@link Design.open} found edits that were never saved. */
  restored: Ref<boolean>;
  /** Name under which the campaign is saved; null while it is new. */
  savedName: Ref<string | null>;
  edit(next: CampaignDraft, field?: string | null): void;
  undo(): void;
  redo(): void;
  /** Tells of text in a field that is no value yet; null when it is one again. */
  refuse(row: string, message: string | null): void;
  open(name: string | null, start?: { preset?: string; dataset?: string }): Promise<void>;
  /**
   * Saves under the draft's name; renames when it was saved under another one.
   * @throws LabError 'conflict' when another campaign has the name
   */
  save(): Promise<void>;
  /** Throws the edits away. */
  revert(): void;
  /** Queues what is not stored; the campaign is saved on the way. Answers with how many runs wait. */
  queue(): Promise<number>;
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
  const { check, checking, checkFailure } = useCheck(api, campaign, components);

  const refused = computed(() =>
    [...refusals].map(([row, message]) => ({ message, path: row.slice(row.indexOf('/') + 1), row, axis: null })),
  );
  const errors = computed(() => [
    ...refused.value,
    ...placeProblems(draft.value, sections.value, check.value?.errors ?? []),
  ]);
  const warnings = computed(() => placeProblems(draft.value, sections.value, check.value?.warnings ?? []));

  watch(history, ({ past, future }) => {
    const key = savedName.value ?? '';
    if (past.length > 0 && changes.value > 0) storage.write(key, campaign.value);
    else if (past.length + future.length > 0) storage.forget(key);
  });

  function start(base: Campaign, name: string | null, unsaved: Campaign | null) {
    saved.value = name === null ? null : draftFromCampaign(base);
    savedName.value = name;
    refusals.clear();
    history.value = startHistory(draftFromCampaign(base));
    restored.value = unsaved !== null && JSON.stringify(unsaved) !== JSON.stringify(base);
    if (unsaved !== null && restored.value) history.value = record(history.value, draftFromCampaign(unsaved), null);
  }

  async function open(name: string | null, wanted: { preset?: string; dataset?: string } = {}) {
    const [catalogue, listed] = await Promise.all([api.client.catalogue.list({}), api.client.datasets.list({})]);
    components.value = catalogue.components;
    datasets.value = listed.datasets;
    if (name !== null) {
      start((await api.client.campaigns.get({ campaign: name })).campaign, name, storage.read(name));
      return;
    }
    const [{ campaigns }, { presets }] = await Promise.all([
      api.client.campaigns.list({}),
      api.client.campaigns.presets({}),
    ]);
    const names = campaigns.map((known) => known.name);
    const preset = presets.find(({ id }) => id === wanted.preset)?.campaign;
    const dataset = wanted.dataset ?? preset?.dataset ?? listed.datasets[0]?.name ?? 'built-in';
    const base = preset ?? newCampaign('Untitled', typeof dataset === 'string' ? dataset : dataset.of, catalogue.components);
    const chosen = wanted.preset !== undefined || wanted.dataset !== undefined;
    start({ ...base, name: freeName(base.name, names), dataset }, null, chosen ? null : storage.read(''));
  }

  async function save() {
    await demandFreeName();
    const replaces = savedName.value !== null && savedName.value !== draft.value.base.name ? savedName.value : undefined;
    const answer = await api.client.campaigns.save({ campaign: campaign.value, replaces });
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
    draft,
    campaign,
    components,
    datasets,
    sections,
    check,
    checking,
    checkFailure,
    errors,
    warnings,
    changes,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    restored,
    savedName,
    edit: (next, field = null) => void (history.value = record(history.value, next, field)),
    undo: () => void (history.value = undo(history.value)),
    redo: () => void (history.value = redo(history.value)),
    refuse(row, message) {
      if (message === null) refusals.delete(row);
      else refusals.set(row, message);
    },
    open,
    save,
    revert() {
      if (saved.value !== null) history.value = record(history.value, saved.value, null);
      restored.value = false;
    },
    async queue() {
      if (savedName.value !== draft.value.base.name) await save();
      const answer = await api.client.queue.add({ campaign: campaign.value });
      settle(campaign.value);
      return answer.queued;
    },
  };
}

function useCheck(api: Api, campaign: ComputedRef<Campaign>, components: ShallowRef<readonly ComponentDescription[]>) {
  const check = shallowRef<CampaignCheck | null>(null);
  const checkFailure = shallowRef<unknown>(null);
  const checking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  async function ask() {
    const mine = ++latest;
    try {
      const answer = await api.client.campaigns.check({ campaign: campaign.value });
      if (mine !== latest) return;
      check.value = answer;
      checkFailure.value = null;
    } catch (error) {
      if (mine === latest) checkFailure.value = error;
    } finally {
      if (mine === latest) checking.value = false;
    }
  }

  watch(campaign, () => {
    if (components.value.length === 0) return;
    checking.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), checkDelay);
  });
  onScopeDispose(() => clearTimeout(timer));
  return { check, checking, checkFailure };
}

function emptyDraft(): CampaignDraft {
  return draftFromCampaign(newCampaign('Untitled', 'built-in', []));
}
