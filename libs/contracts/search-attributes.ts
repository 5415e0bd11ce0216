/** Custom search attributes (type Keyword) by which jobs are found in Temporal. */
export const SEARCH_ATTRIBUTES = ['OwnerId', 'JobKind', 'JobState'] as const;
