/** Numbers of the kernels, as `runChunk` of module.as.ts dispatches them. */
export const kernelNumber = {
  multiplyAddPeak: 0,
  countChunks: 1,
  factorRows: 30,
  solveRows: 31,
  vectorDot: 40,
  conjugateStep: 41,
  scaledSum: 42,
  demote: 43,
  pairRows: 44,
  reduceSlots: 45,
  gramianTall: 46,
  addTallProduct: 47,
  normalEquations32: 20,
  normalEquations64: 21,
} as const;

export type KernelName = keyof typeof kernelNumber;
