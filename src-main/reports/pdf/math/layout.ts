import { italic } from '../../../../shared/domain/tex/alphabets.ts';
import type { MathNode } from '../../../../shared/domain/tex/parse.ts';
import { as, axis, drawRule, raised, ruleThickness, sign, space, type AtomClass, type Box } from './box.ts';
import { closing, isFence, opening, stretched } from './delimiter.ts';
import { root } from './root.ts';
import { beside } from './spacing.ts';

/** How a part of an equation is set. */
interface Style {
  /** In pt. */
  em: number;
  /** On a line of its own: fractions are spread, sums grow and carry their limits below. */
  display: boolean;
  /** 0 for the equation itself, 1 for scripts, 2 for scripts of those. */
  level: 0 | 1 | 2;
}

/** An equation as a box, set as TeX sets it with the measures of its face; `em` in pt, `display` on a line of its own. */
export function equationBox(node: MathNode, em: number, display: boolean): Box {
  return boxOf(node, { em, display, level: 0 });
}

const scriptScale = 0.7;
const relations = /^[=<>:≤≥≠≪≫≡≈∼≃≅∝∣∥∈∉∋⊂⊃⊆⊇→←↔↦⇒⇐⟹⟺]$/u;
const binaries = /^[+−⋅×÷±∓∗∘∙∪∩∖⊕⊗∧∨]$/u;
const growing = /^[∑∏⋃⋂∫]$/u;

function boxOf(node: MathNode, style: Style): Box {
  const { em } = style;
  const child = (at: number, own: Style = style) => boxOf(node.children![at], own);
  switch (node.tag) {
    case 'mrow':
      return node.attributes?.class === 'overline' ? overlined(row(node.children!, style), em) : row(node.children!, style);
    case 'mspace':
      return space(Number.parseFloat(node.attributes!.width) * em);
    case 'mfrac': {
      const part = style.display ? { ...style, display: false } : script(style);
      return fraction(child(0, part), child(1, part), style);
    }
    case 'msqrt':
      return root(child(0), null, em, style.display);
    case 'mroot':
      return root(child(0), child(1, script(script(style))), em, style.display);
    case 'msub':
      return scripts(child(0), child(1, script(style)), null, em);
    case 'msup':
      return scripts(child(0), null, child(1, script(style)), em);
    case 'msubsup':
      return scripts(child(0), child(1, script(style)), child(2, script(style)), em);
    case 'munder':
      return limits(node, child(0), child(1, script(style)), null, style);
    case 'munderover':
      return limits(node, child(0), child(1, script(style)), child(2, script(style)), style);
    case 'mover':
      return node.attributes?.accent === 'true' ? accented(node, child(0), style) : limits(node, child(0), null, child(1, script(style)), style);
    default:
      return letters(node, style);
  }
}

function script({ em, level }: Style): Style {
  // The third size is half of the first.
  return level === 0 ? { em: em * scriptScale, display: false, level: 1 } : { em: level === 1 ? (em * 0.5) / scriptScale : em, display: false, level: 2 };
}

/** Delimiters of a row are as high as what is between them. */
function row(children: readonly MathNode[], style: Style): Box {
  const boxes = children.map((one) => (isFence(one) ? null : boxOf(one, style)));
  const inner = boxes.filter((one) => one !== null);
  const up = Math.max(0, ...inner.map((box) => box.up));
  const down = Math.max(0, ...inner.map((box) => box.down));
  const all = boxes.map((box, at) => box ?? stretched(children[at], style.em, up, down, isOpening(children, at)));
  return beside(all, style.em, style.level > 0);
}

/** A bar opens where nothing, a sign or an opening delimiter stands before it. */
function isOpening(children: readonly MathNode[], at: number): boolean {
  const before = children[at - 1];
  if (before === undefined) return true;
  const bars = children.slice(0, at).filter(({ text }) => text === children[at].text).length;
  return bars % 2 === 0;
}

function letters({ tag, text = '', attributes }: MathNode, { em, display }: Style): Box {
  if (tag === 'mi') return sign(attributes?.mathvariant === 'normal' ? text : italic(text), em, 'ord');
  if (tag === 'mn' || tag === 'mtext') return { ...sign(text, em, 'ord'), isSign: false };
  if (growing.test(text)) {
    const scale = display ? 1.4 : 1;
    const box = sign(text, em * scale, 'op');
    // Their middles stand on the axis.
    return raised(box, em * axis - (box.up - box.down) / 2);
  }
  return sign(text, em, classOf(text, attributes));
}

function classOf(text: string, attributes: MathNode['attributes']): AtomClass {
  if (attributes?.lspace !== undefined) return 'op';
  if (relations.test(text)) return 'rel';
  if (binaries.test(text)) return 'bin';
  if (/^[,;]$/.test(text)) return 'punct';
  if (opening.test(text)) return 'open';
  if (closing.test(text)) return 'close';
  return 'ord';
}

function fraction(above: Box, below: Box, { em, display }: Style): Box {
  const half = (em * ruleThickness) / 2;
  const gap = em * (display ? 0.12 : 0.04);
  const [rises, drops] = display ? [0.677, 0.686] : [0.394, 0.345];
  const rise = Math.max(em * rises, em * axis + half + gap + above.down);
  const drop = Math.max(em * drops, below.up + gap + half - em * axis);
  const bar = Math.max(above.width, below.width);
  const side = em * 0.12;
  return {
    width: bar + 2 * side,
    up: rise + above.up,
    down: drop + below.down,
    lean: 0,
    sides: ['ord', 'ord'],
    isSign: false,
    draw(page, left, line) {
      above.draw(page, left + side + (bar - above.width) / 2, line - rise);
      below.draw(page, left + side + (bar - below.width) / 2, line + drop);
      drawRule(page, em, left + side, line, bar, em * axis);
    },
  };
}

/** Scripts beside a base: above and below each other they keep apart. */
function scripts(base: Box, low: Box | null, high: Box | null, em: number): Box {
  let rise = Math.max(em * 0.363, base.isSign ? 0 : base.up - em * 0.25, (high?.down ?? 0) + em * 0.108);
  let drop = Math.max(em * 0.247, base.isSign ? 0 : base.down + em * 0.2);
  if (low && !high) drop = Math.max(drop, low.up - em * 0.344);
  if (low && high) {
    const lacking = em * 0.16 - (rise - high.down + drop - low.up);
    if (lacking > 0) {
      const lift = Math.min(lacking, Math.max(0, em * 0.344 - (rise - high.down)));
      rise += lift;
      drop += lacking - lift;
    }
  }
  const behind = base.width + base.lean;
  return {
    width: Math.max(low ? base.width + low.width : 0, high ? behind + high.width + high.lean : 0) + em * 0.056,
    up: Math.max(base.up, high ? rise + high.up : 0),
    down: Math.max(base.down, low ? drop + low.down : 0),
    lean: 0,
    sides: base.sides,
    isSign: false,
    draw(page, left, line) {
      base.draw(page, left, line);
      low?.draw(page, left + base.width, line + drop);
      high?.draw(page, left + behind, line - rise);
    },
  };
}

/** What a sum or a maximum ranges over, below and above it; beside it in a line of text. */
function limits({ children }: MathNode, base: Box, low: Box | null, high: Box | null, { em, display }: Style): Box {
  const moves = children![0].attributes?.movablelimits === 'true';
  if (moves && !display) return as(scripts(base, low, high, em), 'op');
  const width = Math.max(base.width, low?.width ?? 0, high?.width ?? 0);
  const drop = low ? base.down + Math.max(em * 0.167, em * 0.6 - low.up) + low.up : 0;
  const rise = high ? base.up + Math.max(em * 0.2, em * 0.111 + high.down) + high.down : 0;
  return {
    width,
    up: Math.max(base.up, high ? rise + high.up : 0),
    down: Math.max(base.down, low ? drop + low.down : 0),
    lean: 0,
    sides: base.sides,
    isSign: false,
    draw(page, left, line) {
      base.draw(page, left + (width - base.width) / 2, line);
      low?.draw(page, left + (width - low.width) / 2, line + drop);
      high?.draw(page, left + (width - high.width) / 2, line - rise);
    },
  };
}

/** A bar over all of it. */
function overlined(base: Box, em: number): Box {
  const thickness = em * ruleThickness;
  const lift = base.up + em * 0.12;
  const width = base.width + base.lean;
  return {
    ...base,
    width,
    lean: 0,
    up: lift + 2 * thickness,
    isSign: false,
    draw(page, left, line) {
      base.draw(page, left, line);
      drawRule(page, em, left, line, width, lift + thickness / 2);
    },
  };
}

/** A sign on top, above the middle of what leans. */
function accented({ children }: MathNode, base: Box, { em }: Style): Box {
  const { text = '', attributes } = children![1];
  const stretches = attributes?.stretchy === 'true';
  const accent = text === '→' ? arrow(em, Math.max(em * 0.45, base.width)) : sign(spacing[text] ?? text, em, 'ord', { wide: stretches ? Math.max(1, base.width / em / 0.5) : 1 });
  const lift = text === '→' ? base.up + em * 0.1 : base.up - Math.min(base.up, em * 0.45);
  const skew = base.isSign ? base.lean / 2 + (isLeaning(children![0]) ? base.up * 0.12 : 0) : 0;
  return {
    ...base,
    up: Math.max(base.up, lift + accent.up),
    draw(page, left, line) {
      base.draw(page, left, line);
      accent.draw(page, left + base.width / 2 + skew - accent.width / 2, line - lift);
    },
  };
}

/** Signs of their own for those that combine. */
const spacing: Readonly<Record<string, string>> = { '\u0302': 'ˆ', '\u0303': '˜' };

function isLeaning({ tag, attributes, children }: MathNode): boolean {
  if (tag === 'mrow') return children?.length === 1 && isLeaning(children[0]);
  return tag === 'mi' && attributes?.mathvariant !== 'normal';
}

/** An arrow that lies on the line. */
function arrow(em: number, width: number): Box {
  const half = em * 0.08;
  return {
    ...space(width),
    up: 2 * half,
    draw(page, left, line) {
      const tip = left + width;
      drawRule(page, em, left, line, width, half);
      page.beginPath();
      page.moveTo(tip + em * 0.04, line - half);
      page.lineTo(tip - em * 0.12, line - 2 * half);
      page.lineTo(tip - em * 0.07, line - half);
      page.lineTo(tip - em * 0.12, line);
      page.fill();
    },
  };
}
