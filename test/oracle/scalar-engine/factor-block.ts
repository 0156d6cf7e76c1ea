/**
 * The part that one block of users (normal or malicious, sparse or dense) plays in the factored ridge
 * problem `f(U, V) = ½ Σ e² + ½ λ_U |U|² + ½ λ_V |V|²`, `e_ij = M_ij - u_i·v_j`. Learner, one-step and
 * exact gradient share this one definition of the normal matrices. Factors are row major with k columns.
 */
export interface FactorBlock {
  readonly users: number;

  /**
   * Writes the minimizing U for fixed V (Eq. 4's KKT for users) into `userFactors`, keeps the Cholesky
   * factors of G_i = λ_U I + Σ v vᵀ (and what else the products below need), and returns the block's half objective min_U ½ Σ e² + ½ λ_U |U|².
   */
  solveUsers(itemFactors: Float64Array, userFactors: Float64Array): number;

  /** Called once with U before `addToItem`. */
  prepareItems(userFactors: Float64Array): void;

  /** Adds Σ u uᵀ (packed lower) and Σ M_ij u over the block's raters of item j; gram and rhs start at 0. */
  addToItem(item: number, userFactors: Float64Array, gram: Float64Array, rhs: Float64Array): void;

  /**
   * Adds the block's part of S x, `Σ u (u·x_j) - (Cᵀ G_U⁻¹ C x)_j`, to `out` (items x k);
   * the last `solveUsers` must have been at this V. So for the two below.
   */
  addSchurProduct(model: BlockModel, x: Float64Array, out: Float64Array): void;

  /** Subtracts `Cᵀ G_U⁻¹ b_U` from `out` (items x k). */
  subtractEliminated(model: BlockModel, userRightHandSide: Float64Array, out: Float64Array): void;

  /** z_U = G_U⁻¹ (b_U - C z_V); `userRightHandSide` null means 0. */
  backSubstitute(model: BlockModel, userRightHandSide: Float64Array | null, itemSolution: Float64Array): Float64Array;
}

/** The factors that a linearization stands at. */
export interface BlockModel {
  userFactors: Float64Array;
  itemFactors: Float64Array;
}
