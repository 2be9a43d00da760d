/** What to do where `-` was written for a configuration. */
export const noStdin =
  "a configuration is not read from stdin: name a file, or set variables, which are listed by billing help environment";
