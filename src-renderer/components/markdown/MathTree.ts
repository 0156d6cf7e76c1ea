import { h, type FunctionalComponent, type VNode } from 'vue';
import type { MathNode } from '../../../shared/domain/tex/parse.ts';

/** An equation that was read, as MathML: on a line of its own, or among words. */
export const MathTree: FunctionalComponent<{ node: MathNode; inline?: boolean }> = ({ node, inline }) =>
  h('math', inline ? null : { display: 'block' }, [nodeOf(node)]);
MathTree.props = { node: Object, inline: Boolean };

function nodeOf({ tag, text, children, attributes }: MathNode): VNode {
  return h(tag, attributes ?? null, text ?? children?.map(nodeOf));
}
