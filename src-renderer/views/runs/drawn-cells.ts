import { attackStyle } from '../../../shared/figures/drawing/attack-style.ts';
import { formatDifference, noValue } from '../../../shared/figures/drawing/format.ts';
import type { ThemeName } from '../../../shared/figures/drawing/tokens.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { markClass } from '../../components/attack-mark.ts';
import { drawing, element, setAttribute, setText } from './elements.ts';
import type { RunCell } from './run-cell.ts';

/** The cells of fields that show more than words, by the key of the field. */
export const drawnCells: Record<string, () => RunCell> = {
  attack: attackCell,
  status: statusCell,
  tags: tagsCell,
  campaign: campaignCell,
  'to-uniform': differenceCell,
  convergence: sparkCell,
  interval: () => ({ cell: element('td'), show: () => undefined }),
};

function attackCell(): RunCell {
  const name = new Text();
  const cell = element('td', {}, [name]);
  let before: string | null = null;
  return {
    cell,
    show({ listed: { run }, theme }) {
      setText(name, run.label);
      const mark = markClass(lookOf(run, theme), theme);
      if (mark === before) return;
      if (before === null) cell.classList.add('attack', mark);
      else cell.classList.replace(before, mark);
      before = mark;
    },
  };
}

function statusCell(): RunCell {
  const words = new Text();
  const span = element('span', {}, [words]);
  let failed = false;
  return {
    cell: element('td', {}, [span]),
    show({ listed: { run }, status }) {
      if (failed !== (run.status === 'failed')) {
        failed = !failed;
        span.replaceChildren(...(failed ? [element('b', {}, ['!']), ' Failed'] : [words]));
      }
      setAttribute(span, 'class', failed ? 'bad' : run.status === 'running' ? 'running' : 'secondary');
      setAttribute(span, 'title', failed ? (run.error ?? null) : null);
      setText(words, status);
    },
  };
}

function tagsCell(): RunCell {
  const cell = element('td');
  let before = '';
  return {
    cell,
    show({ listed: { annotation } }) {
      const words = annotation.tags.join(', ');
      if (words === before) return;
      before = words;
      const buttons = annotation.tags.map((tag) => element('button', { type: 'button', class: 'tag', tabindex: '-1', 'data-tag': tag, title: `Only runs tagged ${tag}` }, [tag]));
      cell.replaceChildren(...(buttons.length === 0 ? [] : [element('span', { class: 'tags', title: words }, buttons)]));
    },
  };
}

/** The first campaign of a run, and how many others it is of, which its title names. */
function campaignCell(): RunCell {
  const [name, others] = [new Text(), new Text()];
  const line = element('span', { class: 'first' }, [element('span', { class: 'clip' }, [name]), element('span', {}, [others])]);
  return {
    cell: element('td', {}, [line]),
    show({ listed: { record } }) {
      const [first = noValue, ...more] = record?.campaigns ?? [];
      setText(name, first);
      setText(others, more.length === 0 ? '' : `+${more.length}`);
      setAttribute(line, 'title', record?.campaigns.join(', ') ?? null);
    },
  };
}

function differenceCell(): RunCell {
  const arrow = element('i', { 'aria-hidden': 'true' });
  const text = new Text();
  return {
    cell: element('td', {}, [arrow, text]),
    show({ listed: { toUniform } }) {
      setAttribute(arrow, 'class', !toUniform ? null : toUniform > 0 ? 'up' : 'down');
      setText(text, ` ${formatDifference(toUniform)}`);
    },
  };
}

function sparkCell(): RunCell {
  const line = drawing('polyline', {});
  const svg = drawing('svg', { class: 'spark none', width: '60', height: '20', viewBox: '-1 -1 60 20', role: 'img' }, [line]);
  return {
    cell: element('td', {}, [svg]),
    show({ listed: { run }, theme, spark }) {
      setAttribute(svg, 'class', spark === null ? 'spark none' : 'spark');
      setAttribute(svg, 'aria-label', spark === null ? noValue : `Convergence of ${run.run}`);
      setAttribute(line, 'points', spark);
      setAttribute(line, 'stroke', lookOf(run, theme).colour);
    },
  };
}

function lookOf({ config }: Run, theme: ThemeName) {
  return attackStyle(config.attack.id, config.gradient?.id ?? null, theme);
}
