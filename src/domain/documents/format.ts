/** What the files of the record agree on, for those who write them and need no schema. */

/** Of a journal's lines; a line of a higher version is left alone. */
export const entryVersion = 1;
/** Of a run's header; a file of a higher version is left alone. */
export const headerVersion = 1;
/** Of a saved plan; a file of a higher version is refused. */
export const planVersion = 1;

/** The id of a change or a run: a ULID, in upper case. */
export const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/u;
