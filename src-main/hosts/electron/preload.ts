import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Answer, PoisonLabBridge } from '../../../shared/contract/transport.ts';

// A sandboxed preload can require electron alone, so the names of channels are written out here and in
// bridge.ts; test/hosts/electron checks that they meet.
const bridge: PoisonLabBridge = {
  call: (procedure, input) => ipcRenderer.invoke('poison-lab:call', procedure, input) as Promise<Answer>,
  subscribe(topic, listener) {
    const forward = (_: unknown, published: string, payload: unknown) => {
      if (published === topic) listener(payload);
    };
    ipcRenderer.on('poison-lab:event', forward);
    return () => void ipcRenderer.off('poison-lab:event', forward);
  },
  adoptFile: (file) =>
    ipcRenderer.invoke('poison-lab:adopt', webUtils.getPathForFile(file)) as Promise<Answer>,
};

contextBridge.exposeInMainWorld('poisonLab', bridge);
