import type { Transport } from '../../shared/contract/transport.ts';
import { createBridgeTransport } from './bridge.ts';
import { createLoopbackTransport } from './loopback.ts';

/** The transport of this window: Electron's bridge where the preload put one, else the loopback host. */
export function createTransport(window: Window): Transport {
  return window.poisonLab ? createBridgeTransport(window.poisonLab) : createLoopbackTransport(window);
}
