import { inAlphabet } from './alphabets.ts';
import { accents, alphabets, delimiters, functions, integrals, large, letters, limitFunctions, signs, sizes, spaces, type Alphabet } from './commands.ts';

/** A node of MathML: an element with children, or one that holds a text. */
export interface MathNode {
  tag: 'mrow' | 'mi' | 'mn' | 'mo' | 'mtext' | 'mspace' | 'mfrac' | 'msqrt' | 'mroot' | 'msub' | 'msup' | 'msubsup' | 'munder' | 'mover' | 'munderover';
  text?: string;
  children?: MathNode[];
  /** Of the element, as they stand in MathML. */
  attributes?: Readonly<Record<string, string>>;
}

/**
 * Parses the part of TeX that help pages and notes use: letters, numbers, operators, `{…}`, `_`, `^`, primes, and the
 * commands of `commands.ts`.
 *
 * @throws Error in one sentence, which names the command that is not among these, the brace that is missing, or what else is wrong, as two superscripts at one place.
 */
export function parseTex(source: string): MathNode {
  const tokens = source.match(/\\(?:text|operatorname\*?)\s*\{[^{}]*\}|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S/gu) ?? [];
  const state: Reading = { tokens, closed: closedParentheses(tokens), at: 0, depth: 0, alphabet: null };
  const row = rowOf(state);
  const rest = tokens[state.at];
  if (rest === '}') throw new Error('This equation closes a brace that it did not open.');
  if (rest !== undefined) throw new Error(`This equation has ${rest} without the command that it belongs to.`);
  return row;
}

const deepest = 100;

interface Reading {
  tokens: readonly string[];
  /** Places of the parentheses that are closed before the group around them is, as in half-open intervals one is not. */
  closed: ReadonlySet<number>;
  at: number;
  /** How many atoms are open around the token at `at`. */
  depth: number;
  /** Of the group that is read. */
  alphabet: Alphabet | null;
}

function rowOf(state: Reading): MathNode {
  const children: MathNode[] = [];
  for (let token = state.tokens[state.at]; token !== undefined && !/^(?:\}|\\right|\\middle)$/.test(token); token = state.tokens[state.at]) {
    const node = scripted(state);
    const before = children.at(-1);
    // Upright letters in a row are one name, as RMSE is.
    if (state.alphabet === 'mathrm' && isUprightLetter(node) && before && isUprightLetter(before)) before.text! += node.text;
    else children.push(isSign(node, before) ? { ...node, attributes: { form: 'prefix' } } : node);
  }
  return { tag: 'mrow', children };
}

/** A plus or minus behind another operator, as in `= −1`, is of what follows; MathML sees that only at the start of a row. */
function isSign({ tag, text = '' }: MathNode, before: MathNode | undefined): boolean {
  return tag === 'mo' && /^[+−±∓]$/.test(text) && before?.tag === 'mo' && !/^[)\]!⟩}|′]$/.test(before.text ?? '');
}

function isUprightLetter({ tag, attributes }: MathNode): boolean {
  return tag === 'mi' && attributes?.mathvariant === 'normal';
}

function scripted(state: Reading): MathNode {
  const base = atom(state);
  let lower: MathNode | undefined;
  let upper: MathNode | undefined;
  let primes = '';
  let beside = !carriesLimits(base);
  for (let mark = state.tokens[state.at]; mark !== undefined && /^(?:[_^']|\\(?:no)?limits)$/.test(mark); mark = state.tokens[state.at]) {
    state.at++;
    if (mark === '_' && lower) throw twice('subscripts');
    if (mark === '^' && upper) throw twice('superscripts');
    if (mark === '_') lower = atom(state);
    else if (mark === '^') upper = atom(state);
    else if (mark === "'") primes += '′';
    else beside = mark === '\\nolimits';
  }
  if (primes) {
    const prime: MathNode = { tag: 'mo', text: primes };
    upper = upper ? { tag: 'mrow', children: [prime, upper] } : prime;
  }
  if (lower && upper) return { tag: beside ? 'msubsup' : 'munderover', children: [base, lower, upper] };
  if (lower) return { tag: beside ? 'msub' : 'munder', children: [base, lower] };
  return upper ? { tag: beside ? 'msup' : 'mover', children: [base, upper] } : base;
}

/** TeX refuses these too: printing one of them would lose the other. */
function twice(scripts: string): Error {
  return new Error(`This equation has two ${scripts} at one place: say with braces what belongs to what.`);
}

function carriesLimits({ tag, text = '', attributes }: MathNode): boolean {
  return tag === 'mo' && (Object.values(large).includes(text) || attributes?.movablelimits === 'true');
}

/** One atom with everything in it; whatever draws the tree goes as deep as it, so there is an end to that. */
function atom(state: Reading): MathNode {
  if (++state.depth > deepest) throw new Error(`This equation has more than ${deepest} groups within each other.`);
  const node = plainAtom(state);
  state.depth--;
  return node;
}

function plainAtom(state: Reading): MathNode {
  const token = state.tokens[state.at++];
  if (token === undefined) throw new Error('This equation ends too early.');
  if (token.startsWith('\\')) return command(token, state);
  if (token === '{') {
    const row = rowOf(state);
    if (state.tokens[state.at++] !== '}') throw new Error('This equation leaves a brace open.');
    return row;
  }
  if (token === '(' && state.closed.has(state.at - 1)) return parenthesized(state);
  if (token === '-') return { tag: 'mo', text: '−' };
  if (token === '~') return { tag: 'mspace', attributes: { width: `${spaces[' ']}em` } };
  if (/^[\d.]+$/.test(token)) return { tag: 'mn', text: token };
  if (/^\p{L}$/u.test(token)) return letter(token, state.alphabet);
  if (/^[()[\]|]$/.test(token)) return plainDelimiter(token);
  if (/^[+=/,.<>!:;*?]$/.test(token)) return { tag: 'mo', text: token === '*' ? '∗' : token };
  throw new Error(`This equation uses ${token}, which the lab does not know.`);
}

function command(token: string, state: Reading): MathNode {
  const name = token.slice(1);
  const named = /^(text|operatorname\*?)\s*\{(.*)\}$/s.exec(name);
  if (named?.[1] === 'text') return { tag: 'mtext', text: named[2].replace(/^ | $/g, '\u00a0') };
  if (named) return functionNamed(named[2].trim(), named[1].endsWith('*'));
  if (Object.hasOwn(letters, name)) return { tag: 'mi', ...uprightness(state.alphabet ? inAlphabet(letters[name].text, state.alphabet) : letters[name]) };
  if (Object.hasOwn(signs, name)) return { tag: 'mo', text: signs[name] };
  if (Object.hasOwn(large, name)) return { tag: 'mo', text: large[name], attributes: { movablelimits: 'true' } };
  if (Object.hasOwn(integrals, name)) return { tag: 'mo', text: integrals[name] };
  if (functions.has(name) || limitFunctions.has(name)) return functionNamed(name, limitFunctions.has(name));
  if (Object.hasOwn(spaces, name)) return { tag: 'mspace', attributes: { width: `${+spaces[name].toFixed(4)}em` } };
  if (Object.hasOwn(accents, name)) return accented(accents[name], atom(state));
  if (isAlphabet(name)) return inside(state, name);
  if (name === 'left') return delimited(state);
  const size = /^(big|Big|bigg|Bigg)[lrm]?$/.exec(name);
  if (size) return delimiter(state, `${sizes[size[1]]}em`);
  if (name === 'frac' || name === 'dfrac' || name === 'tfrac') return { tag: 'mfrac', children: [atom(state), atom(state)] };
  if (name === 'sqrt') return root(state);
  if (name === 'overset' || name === 'underset') {
    const other = atom(state);
    return { tag: name === 'overset' ? 'mover' : 'munder', children: [atom(state), other] };
  }
  // No face draws a bar of any width, so it is a border.
  if (name === 'overline') return { tag: 'mrow', attributes: { class: 'overline' }, children: [atom(state)] };
  if (Object.hasOwn(delimiters, name)) return plainDelimiter(delimiters[name]);
  if (/^[%$&_#]$/.test(name)) return { tag: 'mtext', text: name };
  throw new Error(`This equation uses ${token}, which the lab does not know.`);
}

function isAlphabet(name: string): name is Alphabet {
  return alphabets.some((one) => one === name);
}

/** What follows, in letters of an alphabet. */
function inside(state: Reading, alphabet: Alphabet): MathNode {
  const outer = state.alphabet;
  state.alphabet = alphabet;
  const node = atom(state);
  state.alphabet = outer;
  return node;
}

function letter(text: string, alphabet: Alphabet | null): MathNode {
  return { tag: 'mi', ...uprightness(alphabet ? inAlphabet(text, alphabet) : { text, upright: false }) };
}

function uprightness({ text, upright }: { text: string; upright: boolean }): Pick<MathNode, 'text' | 'attributes'> {
  return upright ? { text, attributes: { mathvariant: 'normal' } } : { text };
}

function functionNamed(text: string, limits: boolean): MathNode {
  return { tag: 'mo', text, attributes: { lspace: '0.1667em', rspace: '0.1667em', ...(limits && { movablelimits: 'true' }) } };
}

function accented({ text, stretches }: { text: string; stretches: boolean }, base: MathNode): MathNode {
  return { tag: 'mover', attributes: { accent: 'true' }, children: [base, { tag: 'mo', text, attributes: { stretchy: String(stretches) } }] };
}

function root(state: Reading): MathNode {
  if (state.tokens[state.at] !== '[') return { tag: 'msqrt', children: [atom(state)] };
  state.at++;
  const degree: MathNode[] = [];
  while (state.tokens[state.at] !== ']') degree.push(scripted(state));
  state.at++;
  return { tag: 'mroot', children: [atom(state), { tag: 'mrow', children: degree }] };
}

/** From `\left` to the `\right` that belongs to it. */
function delimited(state: Reading): MathNode {
  const children = [delimiter(state)];
  for (;;) {
    children.push(...rowOf(state).children!);
    const token = state.tokens[state.at++];
    if (token !== '\\middle' && token !== '\\right') throw new Error('This equation has \\left without its \\right.');
    children.push(delimiter(state));
    if (token === '\\right') return { tag: 'mrow', children: children.filter(({ text }) => text !== '') };
  }
}

/** A delimiter as high as what it encloses, or of the size asked for; `.` is none. */
function delimiter(state: Reading, size?: string): MathNode {
  const token = state.tokens[state.at++];
  if (token === undefined) throw new Error('This equation ends too early.');
  const named = token.startsWith('\\') && Object.hasOwn(delimiters, token.slice(1)) ? delimiters[token.slice(1)] : undefined;
  const text = token === '.' ? '' : /^[()[\]|/]$/.test(token) ? token : named;
  if (text === undefined) throw new Error(`This equation makes ${token} a delimiter, which the lab does not know as one.`);
  return { tag: 'mo', text, attributes: { stretchy: 'true', symmetric: 'true', ...(size && { minsize: size, maxsize: size }) } };
}

/** A delimiter without `\left` or `\right` keeps its height, whatever stands beside it. */
function plainDelimiter(text: string): MathNode {
  return { tag: 'mo', text, attributes: { stretchy: 'false' } };
}

/** A row of its own, so that both parentheses have one height and what is raised behind them is raised behind both. */
function parenthesized(state: Reading): MathNode {
  const children: MathNode[] = [];
  while (state.tokens[state.at] !== ')') children.push(scripted(state));
  state.at++;
  // Around letters and their scripts they keep their own height; browsers give those that may grow the room of the highest.
  const attributes = children.some(isHigh) ? {} : { attributes: { stretchy: 'false' } };
  return { tag: 'mrow', children: [{ tag: 'mo', text: '(', ...attributes }, ...children, { tag: 'mo', text: ')', ...attributes }] };
}

function isHigh({ tag, text, children, attributes }: MathNode): boolean {
  const grows = text !== undefined && attributes?.stretchy === 'true' && tag === 'mo';
  return grows || /^(?:mfrac|munder|munderover)$/.test(tag) || (children?.some(isHigh) ?? false);
}

/** Places of the opening parentheses that have a closing one in their own group, found in one pass. */
function closedParentheses(tokens: readonly string[]): ReadonlySet<number> {
  const closed = new Set<number>();
  /** Those that are open, of each group from the outermost on. */
  const open: number[][] = [[]];
  for (const [at, token] of tokens.entries()) {
    // A parenthesis behind one of these is a delimiter of theirs.
    if (/^\\(?:left|middle|right|[bB]igg?[lrm]?)$/.test(tokens[at - 1] ?? '')) continue;
    if (token === '{' || token === '\\left') open.push([]);
    else if ((token === '}' || token === '\\right') && open.length > 1) open.pop();
    else if (token === '(') open.at(-1)!.push(at);
    else if (token === ')') {
      const opening = open.at(-1)!.pop();
      if (opening !== undefined) closed.add(opening);
    }
  }
  return closed;
}
