import { buildKernelsWhenStale } from './build-kernels.mjs';
import { say } from './installation.mjs';

// The kernels alone, for tests and benchmarks that run from source.
try {
  await buildKernelsWhenStale();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
