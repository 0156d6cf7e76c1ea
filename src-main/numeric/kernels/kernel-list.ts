/** Numbers of the kernels, as `runChunk` of module.as.ts dispatches them. */
export const kernelNumber = {
  multiplyAddPeak: 0,
  countChunks: 1,
  factorRows: 30,
  solveRows: 31,
} as const;

export type KernelName = keyof typeof kernelNumber;
