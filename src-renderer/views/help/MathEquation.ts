import { h, type FunctionalComponent, type VNode } from 'vue';
import { parseTex, type MathNode } from '../../../shared/domain/tex.ts';

/** An equation of a page, typeset as MathML from its TeX. */
export const MathEquation: FunctionalComponent<{ tex: string }> = ({ tex }) =>
  h('math', { display: 'block' }, [nodeOf(parseTex(tex))]);
MathEquation.props = ['tex'];

function nodeOf({ tag, text, children }: MathNode): VNode {
  // A macron among letters sits on a small one, where the sign by itself runs into it.
  const words = text === '¯' ? 'ˉ' : text;
  return h(tag, tag === 'mover' ? { accent: 'true' } : null, words ?? children?.map(nodeOf));
}
