import { buildWhenStale } from './build.mjs';
import { fetchElectronOnce } from './electron-runtime.mjs';
import { say } from './installation.mjs';

// npm's prepare: after npm install, and again before npx's first call.
try {
  await buildWhenStale();
  await fetchElectronOnce();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
