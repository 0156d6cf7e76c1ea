import { createRequire } from 'node:module';
import type * as cpuBackend from '@tensorflow/tfjs-backend-cpu';
import type * as wasmBackend from '@tensorflow/tfjs-backend-wasm';
import type * as tensorflow from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { LabError } from '../../../../shared/domain/errors.ts';

/** TensorFlow.js, as its core package exports it. */
export type TensorFlow = typeof tensorflow;

/** What computes: TensorFlow's native library (tfjs-node), its WebAssembly build, or plain JavaScript. */
export type TensorBackend = 'tensorflow' | 'wasm' | 'cpu';

/** Loading on first use and at once: who never unrolls never waits for it. */
const load = createRequire(import.meta.url);

const loaders: Record<TensorBackend, () => unknown> = {
  tensorflow: () => load('@tensorflow/tfjs-node'),
  wasm: () => load('@tensorflow/tfjs-backend-wasm') as typeof wasmBackend,
  cpu: () => load('@tensorflow/tfjs-backend-cpu') as typeof cpuBackend,
};

/** What is there once a backend was installed; tfjs-node may be without its library, which it downloads. */
const proofs: Record<TensorBackend, string> = {
  tensorflow: '@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node',
  wasm: '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  cpu: '@tensorflow/tfjs-backend-cpu',
};

/** The backend that a setting means in this installation: `auto` takes the first there is. Loads nothing. */
export function tensorBackendFor(setting: 'auto' | TensorBackend): TensorBackend {
  if (setting !== 'auto') return setting;
  return (['tensorflow', 'wasm'] as const).find(isInstalled) ?? 'cpu';
}

/** Whether a backend's package and its binaries are here. */
export function isInstalled(backend: TensorBackend): boolean {
  try {
    load.resolve(proofs[backend]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Loads a backend; `wasm` takes a moment to compile, the others are there at once.
 * @throws LabError 'bad-input' naming the field where it cannot be loaded here
 */
export async function prepareTensorBackend(backend: TensorBackend): Promise<void> {
  if (!(await register(backend).setBackend(backend))) throw notHere(backend, 'it did not start');
}

/**
 * TensorFlow.js computing on a backend; `wasm` must have been prepared.
 * @throws LabError 'bad-input' naming the field where it cannot be loaded here, 'failed' where it was not prepared
 */
export function tensorFlowOn(backend: TensorBackend): TensorFlow {
  const tf = register(backend);
  if (backend === 'wasm' && tf.findBackend(backend) === null) {
    throw new LabError('failed', 'TensorFlow.js was not prepared to compute with wasm.');
  }
  // What it answers is late only for a backend that is still to start.
  void tf.setBackend(backend);
  return tf;
}

/** TensorFlow.js with a backend's package loaded. */
function register(backend: TensorBackend): TensorFlow {
  try {
    return loadWith(backend);
  } catch (error) {
    throw notHere(backend, error instanceof Error ? error.message.split('\n', 1)[0] : String(error));
  }
}

function loadWith(backend: TensorBackend): TensorFlow {
  const tf = load('@tensorflow/tfjs-core') as TensorFlow;
  // Otherwise it advises tfjs-node on the error stream, where that is not installed.
  tf.enableProdMode();
  // The gradients of its operations: of the packages that Node can load this is the smallest that registers them.
  load('@tensorflow/tfjs-layers') as typeof layers;
  if (backend === 'tensorflow') restoreNullTest();
  loaders[backend]();
  // Threads would make sums depend on how many there are.
  if (backend === 'wasm') tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  return tf;
}

/** tfjs-node 4.22 calls `util.isNullOrUndefined`, which Node 23 removed. */
function restoreNullTest(): void {
  const util = load('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

function notHere(backend: TensorBackend, reason: string): LabError {
  const message = `TensorFlow.js cannot compute with ${backend} here (${reason}); choose another backend.`;
  return new LabError('bad-input', message, [{ path: 'gradient.config.backend', message }]);
}
