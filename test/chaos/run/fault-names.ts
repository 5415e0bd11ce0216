export const FAULT_NAMES = [
  'kill',
  'freeze',
  'cut-database',
  'openai',
  'stripe',
  'google',
  'clock',
  'full-disk',
  'deploy',
  'drain',
  'crash',
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];
