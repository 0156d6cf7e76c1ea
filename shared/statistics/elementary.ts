/**
 * log and exp whose bits do not depend on the JavaScript engine: the algorithms of Sun's fdlibm
 * (e_log.c, e_exp.c), built from exact IEEE operations only. Errors stay below one unit in the last place.
 */
const float = new Float64Array(1);
const word = new Uint32Array(float.buffer);
const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

const ln2High = 6.93147180369123816490e-1;
const ln2Low = 1.90821492927058770002e-10;
/** 2^-e at e + 1023: writing an exponent into the words of a number and reading it back stalls the processor. */
const inversePowers = Float64Array.from({ length: 2048 }, (_, at) => scaleByPowerOfTwo(1, 1023 - at));

/** Natural logarithm; NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let exponent = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984;
    exponent -= 54;
  }
  float[0] = x;
  const biased = (word[high] + 0x95f64) >>> 20;
  exponent += biased - 1023;
  const f = x * inversePowers[biased] - 1;
  if (f === 0) return exponent * ln2High + exponent * ln2Low;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.666666666666735130e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return exponent * ln2High - (half - (s * (half + even + odd) + exponent * ln2Low) - f);
}

/** e to the power of x; 0 below about -745, Infinity above about 709.78. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893383973096) return Infinity;
  if (x < -745.13321910194110842) return 0;
  const k = Math.abs(x) > 0.34657359027997264 ? Math.trunc(1.44269504088896338700 * x + (x < 0 ? -0.5 : 0.5)) : 0;
  const upper = x - k * ln2High;
  const lower = k * ln2Low;
  const r = upper - lower;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.65339022054652515390e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (lower - (r * c) / (2 - c) - upper);
  return scaleByPowerOfTwo(y, k);
}

function scaleByPowerOfTwo(y: number, k: number): number {
  if (k < -1021) return y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  return y * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  word[1 - high] = 0;
  word[high] = (k + 1023) << 20;
  return float[0];
}
