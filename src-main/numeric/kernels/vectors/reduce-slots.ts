import type { KernelTeam } from '../team.ts';
import { cutNumbers, type Vector } from './chunks.ts';

/**
 * out = λ x + Σ_s slot_s, summed in float64 in the order of slots. Slots follow one another in one array.
 * @param slots accumulators, `count` times out.length numbers or more
 * @param options.lambda λ; without `x`, nothing is added to the slots
 * @param options.x as long as out; may be out
 * @param options.stride numbers from slot to slot, default out.length; a multiple of 4
 * @param options.reset leaves zeros in the slots
 * @param out its length is a multiple of 4
 */
export function reduceSlots(
  team: KernelTeam,
  slots: Float32Array<SharedArrayBuffer> | Vector,
  count: number,
  out: Vector,
  options: { lambda?: number; x?: Vector; stride?: number; reset?: boolean } = {},
): void {
  const { lambda = 0, x, stride = out.length, reset = false } = options;
  const { chunks, each } = cutNumbers(out.length);
  const bytes = slots.BYTES_PER_ELEMENT;
  team.run(
    'reduceSlots',
    chunks,
    [
      ...[out.byteOffset, x?.byteOffset ?? 0, slots.byteOffset, stride * bytes, count],
      ...[bytes === 8 ? 1 : 0, reset ? 1 : 0, out.length, each],
    ],
    [lambda],
  );
}
