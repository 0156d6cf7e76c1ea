/// <reference types="vite/client" />

import type { PoisonLabBridge } from '../shared/contract/transport.ts';

declare global {
  interface Window {
    /** Set by Electron's preload; absent on the loopback host. */
    poisonLab?: PoisonLabBridge;
  }
}
