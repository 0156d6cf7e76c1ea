/** Numbers of the kernels, as `runChunk` of module.as.ts dispatches them. */
export const kernelNumber = {
  multiplyAddPeak: 0,
  countChunks: 1,
} as const;

export type KernelName = keyof typeof kernelNumber;
