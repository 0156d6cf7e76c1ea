import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Api } from '../../api.ts';
import { plainDrawing, type FigureDrawing, type ReportPart } from '../../../shared/domain/report-document.ts';
import type { ReportBlock, SheetSize } from '../../../shared/domain/report-layout.ts';
import { moveBlock, placeBlocks } from '../../../shared/domain/report-layout.ts';
import { record, redo, startHistory, undo } from '../../history.ts';
import type { History } from '../../history.ts';

/** The blocks of a report, its title first, and what can be done with them; every change is stored a moment later. */
export interface Layout {
  blocks: ComputedRef<readonly ReportBlock[]>;
  /** What is stored, or will be in a moment; empty where nobody changed anything. */
  stored: ComputedRef<readonly ReportBlock[]>;
  /** Whether the stored order has arrived. */
  loaded: Ref<boolean>;
  /** Id of the block that the rail belongs to. */
  chosen: Ref<string | null>;
  /** Whether everything is stored. */
  saved: Ref<boolean>;
  /** When something was last stored; null before. */
  savedAt: Ref<string | null>;
  canUndo: ComputedRef<boolean>;
  canRedo: ComputedRef<boolean>;
  /** What went wrong last time it was read or stored. */
  error: ShallowRef<unknown>;
  move(from: number, to: number): void;
  show(id: string, shown: boolean): void;
  /** Every part and note, or no part. */
  showAll(shown: boolean): void;
  /** Title of the report; an empty one is the campaign's name. */
  writeTitle(text: string): void;
  /** What the report is printed on. */
  setSheet(sheet: SheetSize): void;
  /** How the figure of a block is drawn, what is not named as before. */
  draw(id: string, part: Partial<FigureDrawing>): void;
  /** Whether the next shown figure stands beside that of a block. */
  stand(id: string, beside: boolean): void;
  /** Words before what is said of the figure of a block. */
  writeCaption(id: string, text: string): void;
  /** Parts as they come by default, figures as drawn at first; title, added figures and notes stay, these at the end. */
  startOver(): void;
  /** Puts an empty note behind the chosen block, or at the end, and chooses it. */
  addNote(): void;
  writeNote(id: string, text: string): void;
  /** Takes a note or an added figure out; the answer puts it back where it was. */
  remove(id: string): () => void;
  undo(): void;
  redo(): void;
  /** Stores what is not stored yet, and reads again what was changed elsewhere. */
  reload(): Promise<void>;
  /** Stores what is not stored yet, or reads the order again where that failed. */
  flush(): Promise<void>;
}

/** Pause after an edit before it is stored, in milliseconds. */
const saveDelay = 400;

/** Reads the order of a campaign's report, and keeps it. `parts` are what there is now, in default order. */
export function useLayout({ client }: Pick<Api, 'client'>, campaign: ComputedRef<string>, parts: ComputedRef<readonly Pick<ReportPart, 'id' | 'aside'>[]>): Layout {
  const history = shallowRef<History<readonly ReportBlock[]>>(startHistory([]));
  const blocks = computed(() => placeBlocks(history.value.present, parts.value));
  const loaded = ref(false);
  const saved = ref(true);
  const savedAt = ref<string | null>(null);
  const chosen = ref<string | null>(null);
  const error = shallowRef<unknown>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  let owner = campaign.value;

  async function load() {
    await store();
    owner = campaign.value;
    loaded.value = false;
    chosen.value = null;
    savedAt.value = null;
    history.value = startHistory([]);
    try {
      const answer = await client.reports.layout({ campaign: owner });
      if (owner !== campaign.value) return;
      history.value = startHistory(answer.blocks);
      loaded.value = true;
      error.value = null;
    } catch (thrown) {
      error.value = thrown;
    }
  }

  function become(next: History<readonly ReportBlock[]>) {
    if (next === history.value || !loaded.value) return;
    history.value = next;
    saved.value = false;
    clearTimeout(timer);
    timer = setTimeout(() => void store(), saveDelay);
  }

  async function store() {
    clearTimeout(timer);
    if (!saved.value) {
      const [mine, wanted] = [history.value.present, { campaign: owner, blocks: [...history.value.present] }];
      writing = writing.then(async () => {
        try {
          await client.reports.setLayout(wanted);
          if (history.value.present === mine) saved.value = true;
          savedAt.value = new Date().toISOString();
          error.value = null;
        } catch (thrown) {
          error.value = thrown;
        }
      });
    }
    await writing;
  }

  const edit = (next: readonly ReportBlock[], field: string | null = null) => become(record(history.value, next, field));
  const change = (id: string, by: (block: ReportBlock) => ReportBlock, field: string | null = null) =>
    edit(blocks.value.map((block) => (block.id === id ? by(block) : block)), field);

  watch(campaign, () => void load(), { immediate: true });
  onScopeDispose(() => void store());
  return {
    blocks,
    stored: computed(() => history.value.present),
    loaded,
    chosen,
    saved,
    savedAt,
    error,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    reload: load,
    flush: () => (loaded.value ? store() : load()),
    move(from, to) {
      const moved = moveBlock(blocks.value, from, to);
      if (moved !== blocks.value) edit(moved);
    },
    show: (id, shown) => change(id, (block) => withTick(block, shown)),
    showAll: (shown) => edit(blocks.value.map((block) => withTick(block, shown))),
    writeTitle: (text) => change('title', (block) => (block.kind === 'title' ? { ...block, text } : block), 'title'),
    setSheet: (sheet) => change('title', (block) => (block.kind === 'title' ? { ...block, sheet } : block)),
    draw: (id, part) => change(id, (block) => (holdsFigure(block) ? { ...block, drawing: { ...plainDrawing, ...block.drawing, ...part } } : block)),
    stand: (id, beside) => change(id, (block) => (holdsFigure(block) ? { ...block, beside } : block)),
    writeCaption: (id, text) => change(id, (block) => (holdsFigure(block) ? { ...block, caption: text === '' ? undefined : text } : block), `caption of ${id}`),
    startOver() {
      const kept = (kind: ReportBlock['kind']) => blocks.value.filter((block) => block.kind === kind);
      edit([...placeBlocks(kept('title'), parts.value), ...kept('figure'), ...kept('note')]);
    },
    addNote() {
      const note: ReportBlock = { kind: 'note', id: `note ${freeNumber(blocks.value)}`, shown: true, text: '' };
      const at = blocks.value.findIndex(({ id }) => id === chosen.value);
      const place = at === -1 ? blocks.value.length : at + 1;
      edit([...blocks.value.slice(0, place), note, ...blocks.value.slice(place)]);
      chosen.value = note.id;
    },
    writeNote: (id, text) => change(id, (block) => (block.kind === 'note' ? { ...block, text } : block), `text of ${id}`),
    remove(id) {
      const at = blocks.value.findIndex((block) => block.id === id);
      const block = blocks.value[at];
      edit(blocks.value.filter((one) => one.id !== id));
      return () => {
        if (blocks.value.some((one) => one.id === id)) return;
        edit([...blocks.value.slice(0, at), block, ...blocks.value.slice(at)]);
        chosen.value = id;
      };
    },
    undo: () => become(undo(history.value)),
    redo: () => become(redo(history.value)),
  };
}

/** A part of the report that may be a figure, or one that was added. */
function holdsFigure(block: ReportBlock): block is ReportBlock & { kind: 'part' | 'figure' } {
  return block.kind === 'part' || block.kind === 'figure';
}

/** The title is always there. */
function withTick(block: ReportBlock, shown: boolean): ReportBlock {
  return block.kind === 'title' ? block : { ...block, shown };
}

/** The least number from 1 that no note has. */
function freeNumber(blocks: readonly ReportBlock[]): number {
  let number = 1;
  while (blocks.some(({ id }) => id === `note ${number}`)) number++;
  return number;
}
