import { icons } from '../../components/icons.ts';
import { drawnCells } from './drawn-cells.ts';
import { drawing, element, setAttribute, setText } from './elements.ts';
import type { RunField } from '../../runs-list/field.ts';
import { cellText } from '../../runs-list/field.ts';
import type { ListedRun } from '../../runs-list/listed-run.ts';
import type { PlacedColumn } from './placed-columns.ts';
import type { RunCell, ShownRun } from './run-cell.ts';

/**
 * Fills a row with cells: first the run's own, then one for each column, then what takes up the rest of the line.
 * @returns makes the row show a run in columns; of the cells that it has, it touches only what differs from before
 */
export function fillRow(row: HTMLElement): (columns: readonly PlacedColumn[], shown: ShownRun) => void {
  const lead = leadCell();
  const made = new Map<RunField, PlacedCell>();
  let placed: readonly PlacedColumn[] = [];
  let before: ShownRun | null = null;
  row.append(lead.cell, element('td', { class: 'rest', 'aria-hidden': 'true' }));

  function place(columns: readonly PlacedColumn[]) {
    placed = columns;
    const wanted = new Set(columns.map(({ field }) => field));
    for (const [field, { cell }] of made)
      if (!wanted.has(field)) {
        cell.remove();
        made.delete(field);
      }
    let next = lead.cell.nextSibling;
    for (const { field, cell: look } of columns) {
      const own = made.get(field) ?? { ...fieldCell(field), look: { class: '', style: '' } };
      made.set(field, own);
      if (own.cell === next) next = next.nextSibling;
      else row.insertBefore(own.cell, next);
      if (own.look.class !== look.class) {
        own.cell.classList.remove(...namesOf(own.look));
        own.cell.classList.add(...namesOf(look));
      }
      if (own.look.style !== look.style) own.cell.style.cssText = look.style;
      own.look = look;
    }
  }

  return (columns, shown) => {
    if (columns === placed && before !== null && sameRun(before, shown)) return;
    if (columns !== placed) place(columns);
    before = shown;
    lead.show(shown);
    for (const { show } of made.values()) show(shown);
  };
}

function sameRun(a: ShownRun, b: ShownRun): boolean {
  return a.listed === b.listed && a.selected === b.selected && a.theme === b.theme && a.page === b.page && a.status === b.status && a.spark === b.spark;
}

/** A cell with the look that its column gave it. */
interface PlacedCell extends RunCell {
  look: PlacedColumn['cell'];
}

/** What cells draw themselves has classes too, which stay. */
function namesOf(look: PlacedColumn['cell']): string[] {
  return look.class.split(' ').filter(Boolean);
}

/** The first cell: box, star, and the run's own name with the sign of a note. */
function leadCell(): RunCell {
  const tick = element('input', { type: 'checkbox', class: 'tick', tabindex: '-1' });
  const shape = drawing('svg', { width: '14', height: '14', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [drawing('path', { d: icons.star[0] })]);
  const star = element('button', { type: 'button', class: 'star', tabindex: '-1' }, [shape]);
  const name = new Text();
  const key = element('a', { class: 'key', tabindex: '-1' }, [name]);
  const line = element('div', { class: 'line' }, [tick, star, key]);
  let sign: Element | null = null;
  return {
    cell: element('td', { class: 'lead pinned' }, [line]),
    show({ listed: { run, annotation }, selected, page }) {
      if (setText(name, run.run)) {
        tick.setAttribute('aria-label', `Select ${run.run}`);
        star.setAttribute('aria-label', `Star ${run.run}`);
        key.setAttribute('href', page);
      }
      setAttribute(star, 'aria-pressed', String(annotation.starred));
      if (tick.checked !== selected) tick.checked = selected;
      if ((sign === null) === (annotation.note === '')) return;
      sign?.remove();
      sign = annotation.note === '' ? null : line.appendChild(noteSign());
    },
  };
}

/** The cell of a field: words, unless the field has a drawing of its own. */
function fieldCell(field: RunField): RunCell {
  const own = drawnCells[field.key];
  if (own !== undefined) return own();
  const text = new Text();
  const cell = element('td', {}, [text]);
  const title = titles[field.key];
  let before: ListedRun | null = null;
  return {
    cell,
    show({ listed }) {
      if (listed === before) return;
      before = listed;
      setText(text, cellText(field, listed));
      if (title !== undefined) setAttribute(cell, 'title', title(listed));
    },
  };
}

/** What cells that show less tell on hover. */
const titles: Record<string, (listed: ListedRun) => string | null> = {
  note: ({ annotation }) => annotation.note,
};

function noteSign(): Element {
  const shape = icons.file.map((d) => drawing('path', { d }));
  return drawing('svg', { class: 'noted', width: '12', height: '12', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, shape);
}
