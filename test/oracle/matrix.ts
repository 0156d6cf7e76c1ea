/** Textbook dense algebra on number[][]; slow, and shares nothing with src-main. */
export type Matrix = number[][];

/** A rows x columns matrix whose entries are `entry(i, j)`. */
export function matrix(rows: number, columns: number, entry: (i: number, j: number) => number): Matrix {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => entry(i, j)));
}

/** Row-major numbers as a matrix. */
export function fromRowMajor(values: ArrayLike<number>, rows: number, columns: number): Matrix {
  return matrix(rows, columns, (i, j) => values[i * columns + j]);
}

/** A matrix as row-major float64. */
export function toRowMajor(a: Matrix): Float64Array {
  return Float64Array.from(a.flat());
}

export function transpose(a: Matrix): Matrix {
  return matrix(a[0]?.length ?? 0, a.length, (i, j) => a[j][i]);
}

/** A B. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return matrix(a.length, b[0]?.length ?? 0, (i, j) => {
    let sum = 0;
    for (let t = 0; t < b.length; t++) sum += a[i][t] * b[t][j];
    return sum;
  });
}

export function inner(a: number[], b: number[]): number {
  return a.reduce((sum, value, c) => sum + value * b[c], 0);
}

/** A⁻¹ b by Gaussian elimination with partial pivoting. */
export function solve(a: Matrix, b: number[]): number[] {
  return solveAll(a, b.map((value) => [value])).map(([value]) => value);
}

/** A⁻¹ B likewise. */
export function solveAll(a: Matrix, b: Matrix): Matrix {
  const n = b.length;
  const rows = a.map((row, i) => [...row, ...b[i]]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) if (Math.abs(rows[r][column]) > Math.abs(rows[pivot][column])) pivot = r;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let r = column + 1; r < n; r++) {
      const factor = rows[r][column] / rows[column][column];
      for (let c = column; c < rows[r].length; c++) rows[r][c] -= factor * rows[column][c];
    }
  }
  const x = rows.map((row) => row.slice(n));
  for (let r = n - 1; r >= 0; r--) {
    for (let each = 0; each < x[r].length; each++) {
      for (let c = r + 1; c < n; c++) x[r][each] -= rows[r][c] * x[c][each];
      x[r][each] /= rows[r][r];
    }
  }
  return x;
}

/** The x that minimizes |A x - b|, by the normal equations; A of full column rank. */
export function leastSquares(a: Matrix, b: number[]): number[] {
  const at = transpose(a);
  return solve(
    multiply(at, a),
    at.map((row) => inner(row, b)),
  );
}
