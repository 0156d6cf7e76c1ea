import { z } from 'zod';
import { figureMarksSchema } from './figure-view.ts';
import { parseMarkdown, type Block } from './markdown.ts';
import { readableJson } from './readable-json.ts';
import { figureDrawingSchema, plainDrawing, type Panel, type ReportNode, type ReportPart } from './report-document.ts';
import { runFilterSchema } from './run-filter.ts';

/** Sheets that a report is printed on. */
export const sheetSizes = ['a4', 'letter'] as const;
export type SheetSize = (typeof sheetSizes)[number];

/** How the figure of a block is drawn where that is not as at first; `beside` where the next shown figure stands beside it; words before its caption. */
const ofFigure = { drawing: figureDrawingSchema.optional(), beside: z.boolean().optional(), caption: z.string().max(2000).optional() };

/** A block of a report: its title, one of its parts, a figure that was added, or a note in Markdown of at most 20,000 characters. */
const reportBlockSchema = z.discriminatedUnion('kind', [
  /** An empty title is the name of what the report is of; `sheet` is what all of it is printed on, A4 where it is not said. */
  z.strictObject({ kind: z.literal('title'), id: z.literal('title'), shown: z.literal(true), text: z.string().max(200), sheet: z.enum(sheetSizes).optional() }),
  z.strictObject({ kind: z.literal('part'), id: z.string().min(1).max(200), shown: z.boolean(), ...ofFigure }),
  /** Any figure of the report's runs, or of those that pass `where`; `view` is what Compare showed of it. */
  z.strictObject({
    kind: z.literal('figure'),
    id: z.string().regex(/^added \d{1,9}$/, 'must be "added" and a number, as in "added 1"'),
    shown: z.boolean(),
    figure: z.string().min(1).max(500),
    where: z.array(runFilterSchema).optional(),
    view: figureMarksSchema.optional(),
    ...ofFigure,
  }),
  z.strictObject({ kind: z.literal('note'), id: z.string().min(1).max(200), shown: z.boolean(), text: z.string().max(20_000) }),
]);
export type ReportBlock = z.infer<typeof reportBlockSchema>;
/** A figure that someone added. */
export type AddedFigure = Extract<ReportBlock, { kind: 'figure' }>;
type PartBlock = Extract<ReportBlock, { kind: 'part' }>;

/** The blocks of a report in its order, at most 500, whose notes have at most 200,000 characters together. */
export const reportLayoutSchema = z
  .array(reportBlockSchema)
  .max(500)
  .refine((blocks) => new Set(blocks.map(({ id }) => id)).size === blocks.length, 'names a block twice: give every block an id of its own')
  .refine(
    (blocks) => blocks.reduce((sum, block) => sum + (block.kind === 'note' ? block.text.length : 0), 0) <= 200_000,
    'has more than 200,000 characters of notes: shorten them',
  );

/** A block with what it says and what a list of contents calls it. */
export interface ArrangedBlock {
  block: ReportBlock;
  kind: 'title' | 'figure' | 'table' | 'section' | 'note';
  title: string;
  /** The same for a narrow list: "Figure 1, RMSE". */
  short: string;
  nodes: readonly ReportNode[];
  /** What is drawn of a figure; null of everything else. */
  drawn: Panel | null;
  /** Id of the figure beside which this one stands as its panel (b): its own nodes are none; null of everything else. */
  within: string | null;
}

/**
 * A report's blocks in the stored order below its title, figures drawn as their blocks say, two as one where they stand
 * side by side, figures and tables numbered as they are shown. Parts that are gone are left out, new ones are shown behind the part that they follow by default, notes stay.
 */
export function arrangeReport(stored: readonly ReportBlock[], parts: readonly ReportPart[]): ArrangedBlock[] {
  const known = new Map(parts.map((part) => [part.id, part]));
  const next = { figure: 1, table: 1 };
  const blocks = placeBlocks(stored, parts);
  const pairs = panelPairs(blocks, (id) => known.get(id)?.kind === 'figure');
  const seconds = new Map([...pairs].map(([second, first]) => [first, blocks.find(({ id }) => id === second)!]));
  const numbers = new Map<string, number>();
  const plain = { drawn: null, within: null };
  return blocks.map((block) => {
    if (block.kind === 'title') return { ...plain, block, kind: 'title', title: 'Title', short: 'Title', nodes: [] };
    if (block.kind === 'note') {
      const said = noteTitle(block.text);
      return { ...plain, block, kind: 'note', title: said, short: said, nodes: noteNodes(block.text) };
    }
    const part = known.get(block.id) ?? unknownPart(block);
    const { kind, title, short } = part;
    if (kind === 'section') return { ...plain, block, kind, title, short, nodes: saidNodes(part, stored) };
    const drawn = panelOf(part, block);
    const within = pairs.get(block.id) ?? null;
    const second = seconds.get(block.id);
    const word = kind === 'figure' ? 'Figure' : 'Table';
    const alone = kind === 'figure' ? drawnNodes(part.nodes, drawn) : part.nodes;
    if (!block.shown) return { block, kind, title, short: `${word}, ${short}`, nodes: alone, drawn, within };
    const number = within === null ? next[kind]++ : numbers.get(within)!;
    numbers.set(block.id, number);
    const name = `${word} ${number}${second ? ' (a)' : within ? ' (b)' : ''}`;
    const beside = second && panelOf(known.get(second.id)!, second as PartBlock | AddedFigure);
    const nodes = within ? [] : drawn && beside ? [{ kind: 'panels' as const, number, panels: [drawn, beside] satisfies [Panel, Panel] }] : alone.map((node) => (node.kind === kind ? { ...node, number } : node));
    return { block, kind, title: `${name}, ${title}`, short: `${name}, ${short}`, nodes, drawn, within };
  });
}

/** The title of a report: that of its layout, or `name` where it has none of its own. */
export function reportTitle(stored: readonly ReportBlock[], name: string): string {
  const own = stored.find(({ kind }) => kind === 'title');
  return (own?.kind === 'title' && own.text.trim()) || name;
}

/** What a report is printed on. */
export function sheetOf(stored: readonly ReportBlock[]): SheetSize {
  const own = stored.find(({ kind }) => kind === 'title');
  return (own?.kind === 'title' && own.sheet) || 'a4';
}

/** Name of a layout's file in the commands that write a report again. */
export const layoutFile = 'layout.json';

/** A layout as the text of a file that `report --layout` takes: the same text for the same layout, whoever made it. */
export function layoutJson(stored: readonly ReportBlock[]): string {
  const { data = stored } = reportLayoutSchema.safeParse(stored);
  return `${readableJson(data)}\n`;
}

/** The title first, then every part once, in the stored order where it names them, else shown unless it stands aside, with notes and added figures in between. */
export function placeBlocks(stored: readonly ReportBlock[], ofReport: readonly Pick<ReportPart, 'id' | 'aside'>[]): ReportBlock[] {
  const title = stored.find(({ kind }) => kind === 'title') ?? emptyTitle;
  // What was added is there by its block alone.
  const placed = ofReport.filter(({ id }) => !id.startsWith('added '));
  const parts = placed.map(({ id }) => id);
  const blocks = stored.filter((block) => block.kind === 'note' || block.kind === 'figure' || (block.kind === 'part' && parts.includes(block.id)));
  for (const [at, { id, aside }] of placed.entries()) {
    if (blocks.some((block) => block.kind === 'part' && block.id === id)) continue;
    const before = blocks.findIndex((block) => block.kind === 'part' && block.id === parts[at - 1]);
    // Behind notes that were written under the part before it.
    const free = blocks.findIndex((block, place) => place > before && block.kind === 'part');
    blocks.splice(free === -1 ? blocks.length : free, 0, { kind: 'part', id, shown: aside !== true });
  }
  return [title, ...blocks];
}

/**
 * The blocks with the one at `from` moved to `to`, both counted from 0; the same blocks where there is no such place. The
 * title stays where it is, and nothing goes above it.
 */
export function moveBlock(blocks: readonly ReportBlock[], from: number, to: number): readonly ReportBlock[] {
  if (from === to || to < 0 || to >= blocks.length || from < 0 || from >= blocks.length) return blocks;
  if (blocks[from].kind === 'title' || blocks[to].kind === 'title') return blocks;
  const rest = blocks.filter((_, at) => at !== from);
  return [...rest.slice(0, to), blocks[from], ...rest.slice(to)];
}

/** Ids of the figures that stand beside another, with the id of that one: of any two neighbours among those shown the second. */
function panelPairs(blocks: readonly ReportBlock[], isFigure: (id: string) => boolean): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let first: string | null = null;
  for (const block of blocks) {
    if ((block.kind !== 'part' && block.kind !== 'figure') || !block.shown || !isFigure(block.id)) continue;
    if (first !== null) pairs.set(block.id, first);
    first = first === null && block.beside === true ? block.id : null;
  }
  return pairs;
}

function panelOf({ nodes }: ReportPart, block: PartBlock | AddedFigure): Panel | null {
  const figure = nodes.find((node) => node.kind === 'figure');
  if (figure === undefined) return null;
  const { drawing = plainDrawing, caption = '' } = block;
  const view = block.kind === 'figure' ? block.view : undefined;
  return { table: figure.table, drawing, ...(view && { view }), ...(caption.trim() !== '' && { caption: caption.trim() }) };
}

/** An added figure before its table is there. */
function unknownPart(block: PartBlock | AddedFigure): ReportPart {
  const title = block.kind === 'figure' ? block.figure : block.id;
  return { id: block.id, kind: 'figure', title, short: title, nodes: [] };
}

const emptyTitle: ReportBlock = { kind: 'title', id: 'title', shown: true, text: '' };

/** Nothing is said twice: a title inside the drawing takes the place of the heading. */
function drawnNodes(nodes: readonly ReportNode[], panel: Panel | null): ReportNode[] {
  return nodes
    .filter(({ kind }) => !(panel?.drawing.title && kind === 'heading'))
    .map((node) => (node.kind === 'figure' ? { ...node, ...panel } : node));
}

/** With the layout's own file, where there is a layout and the part tells how to make the report again. */
function saidNodes({ nodes, nodesOfLayout }: ReportPart, stored: readonly ReportBlock[]): readonly ReportNode[] {
  if (stored.length === 0 || nodesOfLayout === undefined) return nodes;
  return nodesOfLayout.map((node) => (node.kind === 'code' && node.file === layoutFile ? { ...node, text: layoutJson(stored) } : node));
}

/** The first words of a note, "Equation" where it begins with one, or "Note" while it is empty. */
function noteTitle(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? '';
  if (line.trim().startsWith('$$')) return 'Equation';
  return line.replace(/^[#\-\s]+/, '').replaceAll(/[*`$]/g, '').trim().slice(0, 80) || 'Note';
}

/** A note as nodes of a report; its headings begin at the level of sections. */
function noteNodes(text: string): ReportNode[] {
  return parseMarkdown(text).map(nodeOf);
}

function nodeOf(block: Block): ReportNode {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', level: block.level === 3 ? 3 : 2, text: block.content };
    case 'paragraph':
      return { kind: 'paragraph', text: block.content };
    case 'table': {
      const columns = block.head.map((cell) => ({ label: cell.map(({ text }) => text).join(''), align: 'long' as const }));
      const rows = block.rows.map((row) => columns.map((_, at) => row[at] ?? []));
      return { kind: 'table', number: null, caption: [], columns, rows };
    }
    case 'code':
      return { kind: 'code', text: block.text, file: null };
    default:
      return block;
  }
}
