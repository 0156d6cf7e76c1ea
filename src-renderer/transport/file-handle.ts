import { z } from 'zod';

/** A file that the host holds, as it arrives. */
export const fileHandleSchema = z.strictObject({ fileId: z.string(), name: z.string() });
