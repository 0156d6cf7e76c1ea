/** Letters: small Greek ones lean, as variables do; capitals and signs stand upright. */
export const letters: Readonly<Record<string, { text: string; upright: boolean }>> = {
  ...leaning('alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ'),
  ...leaning('pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω partial ∂'),
  ...standing('Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω'),
  ...standing('ell ℓ infty ∞ nabla ∇ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ Re ℜ Im ℑ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱'),
};

/** Signs between or before what they work on. */
export const signs: Readonly<Record<string, string>> = pairs(
  'cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ circ ∘ bullet ∙ cup ∪ cap ∩ setminus ∖ oplus ⊕ otimes ⊗ wedge ∧ land ∧ vee ∨ lor ∨ ' +
    'le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ ll ≪ gg ≫ equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ mid ∣ parallel ∥ ' +
    'in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ ' +
    'to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ mapsto ↦ Rightarrow ⇒ Leftarrow ⇐ implies ⟹ iff ⟺ ' +
    'neg ¬ lnot ¬ forall ∀ exists ∃ prime ′ colon :',
);

/** Operators that grow on a line of their own and carry their limits below and above themselves there. */
export const large: Readonly<Record<string, string>> = pairs('sum ∑ prod ∏ bigcup ⋃ bigcap ⋂');

/** Integrals grow too, and keep their limits beside themselves. */
export const integrals: Readonly<Record<string, string>> = pairs('int ∫');

/** Functions, set upright with their names. */
export const functions: ReadonlySet<string> = new Set(
  'log ln exp sin cos tan arcsin arccos arctan sinh cosh tanh arg dim ker deg'.split(' '),
);

/** Functions that carry what they range over below themselves. */
export const limitFunctions: ReadonlySet<string> = new Set('min max sup inf lim det Pr'.split(' '));

/** Signs that stand on what follows; those that stretch are combining ones, which faces have in many widths. */
export const accents: Readonly<Record<string, { text: string; stretches: boolean }>> = {
  hat: { text: 'ˆ', stretches: false },
  bar: { text: '¯', stretches: false },
  tilde: { text: '˜', stretches: false },
  dot: { text: '˙', stretches: false },
  ddot: { text: '¨', stretches: false },
  vec: { text: '→', stretches: true },
  widehat: { text: '\u0302', stretches: true },
  widetilde: { text: '\u0303', stretches: true },
};

/** What can stand behind `\left`, `\right`, `\middle` and `\big`, besides `( ) [ ] | . /`. */
export const delimiters: Readonly<Record<string, string>> = {
  ...pairs('{ { } } | ‖ lbrace { rbrace } lbrack [ rbrack ] vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖'),
  ...pairs('lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩'),
};

/** Widths of spaces, and of those taken away, in em. */
export const spaces: Readonly<Record<string, number>> = { ',': 3 / 18, ':': 4 / 18, '>': 4 / 18, ';': 5 / 18, '!': -3 / 18, ' ': 1 / 4, quad: 1, qquad: 2 };

/** Sizes of delimiters that are asked for, in em. */
export const sizes: Readonly<Record<string, number>> = { big: 1.2, Big: 1.8, bigg: 2.4, Bigg: 3 };

/** How letters of a group are drawn. */
export const alphabets = ['mathrm', 'mathbf', 'mathit', 'mathcal', 'mathbb', 'boldsymbol'] as const;
export type Alphabet = (typeof alphabets)[number];

/** Everything else that is known, with what it takes. */
export const structures = ['frac', 'dfrac', 'tfrac', 'sqrt', 'text', 'operatorname', 'left', 'middle', 'right', 'overset', 'underset', 'overline', 'limits', 'nolimits'] as const;

function pairs(list: string): Record<string, string> {
  const words = list.split(' ');
  return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1]]] : [])));
}

function leaning(list: string): Record<string, { text: string; upright: boolean }> {
  return Object.fromEntries(Object.entries(pairs(list)).map(([name, text]) => [name, { text, upright: false }]));
}

function standing(list: string): Record<string, { text: string; upright: boolean }> {
  return Object.fromEntries(Object.entries(pairs(list)).map(([name, text]) => [name, { text, upright: true }]));
}
