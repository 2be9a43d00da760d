/** Columns of the widest help: longer lines are hard to read. Also where stdout does not say how wide it is. */
export const widest = 100;
