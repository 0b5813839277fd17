// What do both sides of a signing benchmark agree on?

/** The one petition that everybody signs. */
export const petitionId = 'hot';

/** One in fifty signs again. */
export const duplicates = 0.02;
