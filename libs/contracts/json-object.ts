import { z } from 'zod';

/** Any JSON object, as a column of the database holds it. */
export const jsonObject = z.record(z.string(), z.json());
