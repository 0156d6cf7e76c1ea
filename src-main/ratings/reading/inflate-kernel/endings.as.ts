// What a call ends with; inflate-kernel.ts has the words for what is wrong.
export const needsInput: i32 = 0;
export const pieceIsFull: i32 = 1;
export const ended: i32 = 2;
export const endsEarly: i32 = -1;
export const badBlockType: i32 = -2;
export const badStoredLength: i32 = -3;
export const tooManySymbols: i32 = -4;
export const badCodeLengths: i32 = -5;
export const badRepeat: i32 = -6;
export const noEndOfBlock: i32 = -7;
export const badLiterals: i32 = -8;
export const badDistances: i32 = -9;
export const unknownLiteral: i32 = -10;
export const unknownDistance: i32 = -11;
export const tooFarBack: i32 = -12;
