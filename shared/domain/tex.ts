/** A node of MathML: an element with children, or one that holds a text. */
export interface MathNode {
  tag: 'mrow' | 'mi' | 'mn' | 'mo' | 'mtext' | 'mfrac' | 'msqrt' | 'msub' | 'msup' | 'msubsup' | 'munder' | 'mover';
  text?: string;
  children?: MathNode[];
}

/**
 * Parses the part of TeX that help pages and notes use: letters, numbers, operators, `{…}`, `_`, `^`, `\frac`, `\sqrt`,
 * `\hat`, `\bar`, `\tilde`, `\text`, Greek letters and the signs of `signs`.
 *
 * @throws Error that names the piece which is not among these, or the brace that is missing.
 */
export function parseTex(source: string): MathNode {
  const tokens = source.match(/\\[a-zA-Z]+(?:(?<=\\text)\{[^}]*\})?|\\.|\d+(?:\.\d+)?|\S/g) ?? [];
  const state: Reading = { tokens, at: 0, source };
  const row = rowOf(state);
  if (state.at < tokens.length) throw new Error(`The equation ${source} closes a brace that it did not open.`);
  return row;
}

interface Reading {
  tokens: readonly string[];
  at: number;
  source: string;
}

const accents: Record<string, string> = { '\\hat': '^', '\\bar': '¯', '\\tilde': '~' };

const greek: Record<string, string> = {
  '\\alpha': 'α', '\\beta': 'β', '\\lambda': 'λ', '\\Lambda': 'Λ', '\\mu': 'μ', '\\xi': 'ξ', '\\sigma': 'σ',
  '\\Sigma': 'Σ', '\\tau': 'τ', '\\Theta': 'Θ', '\\Omega': 'Ω', '\\epsilon': 'ε', '\\partial': '∂', '\\ell': 'ℓ',
  '\\delta': 'δ', '\\kappa': 'κ', '\\nu': 'ν', '\\pi': 'π',
};

const signs: Record<string, string> = {
  '\\sum': '∑', '\\in': '∈', '\\notin': '∉', '\\cdot': '·', '\\le': '≤', '\\ge': '≥', '\\to': '→', '\\cup': '∪',
  '\\nabla': '∇', '\\sim': '∼', '\\propto': '∝', '\\times': '×', '\\min': 'min', '\\max': 'max', '\\exp': 'exp', '\\log': 'log', '\\tan': 'tan', '\\arctan': 'arctan', '\\pm': '±',
  '\\top': '⊤', '\\|': '‖', '\\{': '{', '\\}': '}', '\\ldots': '…', '\\lfloor': '⌊', '\\rfloor': '⌋', '-': '−',
};

/** What carries its index below itself. */
const limits: ReadonlySet<string> = new Set(['∑', 'min', 'max']);

function rowOf(state: Reading): MathNode {
  const children: MathNode[] = [];
  while (state.at < state.tokens.length && state.tokens[state.at] !== '}') children.push(scripted(state));
  return { tag: 'mrow', children };
}

function scripted(state: Reading): MathNode {
  const base = atom(state);
  let lower: MathNode | undefined;
  let upper: MathNode | undefined;
  for (let mark = state.tokens[state.at]; mark === '_' || mark === '^'; mark = state.tokens[state.at]) {
    state.at++;
    if (mark === '_') lower = atom(state);
    else upper = atom(state);
  }
  if (lower && upper) return { tag: 'msubsup', children: [base, lower, upper] };
  if (lower) return { tag: limits.has(base.text ?? '') ? 'munder' : 'msub', children: [base, lower] };
  return upper ? { tag: 'msup', children: [base, upper] } : base;
}

function atom(state: Reading): MathNode {
  const token = state.tokens[state.at++];
  if (token === undefined) throw new Error(`The equation ${state.source} ends too early.`);
  if (token === '{') {
    const row = rowOf(state);
    if (state.tokens[state.at++] !== '}') throw new Error(`The equation ${state.source} leaves a brace open.`);
    return row;
  }
  if (token === '(' && closes(state)) return parenthesized(state);
  if (token === '\\frac') return { tag: 'mfrac', children: [atom(state), atom(state)] };
  if (token === '\\sqrt') return { tag: 'msqrt', children: [atom(state)] };
  if (token in accents) return { tag: 'mover', children: [atom(state), { tag: 'mo', text: accents[token] }] };
  if (token.startsWith('\\text{')) return { tag: 'mtext', text: token.slice(6, -1).replace(/^ | $/g, '\u00a0') };
  if (token in greek) return { tag: 'mi', text: greek[token] };
  if (token in signs) return { tag: 'mo', text: signs[token] };
  if (/^[\d.]+$/.test(token)) return { tag: 'mn', text: token };
  if (/^\p{L}$/u.test(token)) return { tag: 'mi', text: token };
  if (/^[+=/()[\],.<>|!:;*']$/.test(token)) return { tag: 'mo', text: token };
  throw new Error(`The equation ${state.source} uses ${token}, which the lab does not know.`);
}

/** A row of its own, so that both parentheses have one height and what is raised behind them is raised behind both. */
function parenthesized(state: Reading): MathNode {
  const children: MathNode[] = [{ tag: 'mo', text: '(' }];
  while (state.tokens[state.at] !== ')') children.push(scripted(state));
  state.at++;
  children.push({ tag: 'mo', text: ')' });
  return { tag: 'mrow', children };
}

/** Whether a parenthesis that was just opened is closed before the braces around it are, as in half-open intervals it is not. */
function closes({ tokens, at }: Reading): boolean {
  let braces = 0;
  let open = 1;
  for (const token of tokens.slice(at)) {
    if (token === '{') braces++;
    else if (token === '}' && --braces < 0) return false;
    else if (braces === 0 && token === '(') open++;
    else if (braces === 0 && token === ')' && --open === 0) return true;
  }
  return false;
}
