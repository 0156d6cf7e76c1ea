/** Loaded before a module that Electron would start as a utility process: gives it `process.parentPort`. */
const parentPort = {
  on(event: string, listener: (message: { data: unknown }) => void) {
    process.on(event, (data) => listener({ data }));
  },
  postMessage: (message: unknown) => void process.send?.(message),
};
Object.defineProperty(process, 'parentPort', { value: parentPort });
process.on('disconnect', () => process.exit(0));
