import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import { settingsSchema, type Settings } from '../../shared/contract/settings.ts';
import { relaxedSimd } from '../numeric/kernels/choice.ts';
import { engineEnvironment } from '../runs/engine-process/engine-environment.ts';
import type { Store } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { defaultHome } from './default-home.ts';

/** Area `settings`. */
export function settingHandlers(context: ServiceContext): HandlersOf<Contract['settings'], void> {
  const { store, queue } = context;
  return {
    get: () => readSettings(store),
    set(changes) {
      store.settings.set(changes);
      queue.setThreads(context.threads());
      return readSettings(store);
    },
    about: () => ({
      version: context.installation.version,
      host: context.host,
      node: process.versions.node,
      v8: process.versions.v8,
      os: process.platform,
      arch: process.arch,
      threads: context.threads(),
      library: store.home,
      needsHome: store.root !== defaultHome({ ...process.env, POISON_LAB_HOME: undefined }),
      sqlite: store.sqliteVersion,
      kernels: kernelFacts(),
    }),
  };
}

/** The engine adopts the build of this process or computes nothing, so what holds here holds there. */
function kernelFacts() {
  const { kernels, wasmHash } = engineEnvironment();
  return { build: kernels, relaxedSimd: relaxedSimd(), wasmHash };
}

/** Every preference, defaults filled in; what is stored but unknown here (or no longer valid) is left aside. */
export function readSettings(store: Store): Settings {
  const stored = store.settings.all();
  const known = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(stored[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(known));
}
