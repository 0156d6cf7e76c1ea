import { arithmeticProbe } from '../../numeric/arithmetic-probe.ts';
import type { EngineEnvironment } from './protocol.ts';

let known: EngineEnvironment | null = null;

/** Where this process computes: versions, platform and the arithmetic probe, determined once. */
export function engineEnvironment(): EngineEnvironment {
  known ??= {
    arithmeticProbe: arithmeticProbe(),
    node: process.versions.node,
    v8: process.versions.v8,
    os: process.platform,
    arch: process.arch,
  };
  return known;
}
