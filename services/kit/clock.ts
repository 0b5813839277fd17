// What time is it? Time is an argument everywhere below main.ts, so that rules can be asked about any moment.

/** Answers the present moment. */
export type Clock = () => Date;

/** The clock of the machine, for main.ts alone. */
export const systemClock: Clock = () => new Date();
