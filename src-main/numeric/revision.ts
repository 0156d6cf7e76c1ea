/** Raised whenever the numeric layer may give other bits for the same input; enters every run's key. */
export const numericRevision = 3;

/** Number format of factors and normal matrices; enters every run's key. */
export const precision = 'mixed';
