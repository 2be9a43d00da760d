import { expect, test } from "vitest";

import { findAddresses } from "../../build/release/addresses.ts";

const at = (root: string, issues: string) => ({
  addresses: {
    repository: { type: "git", url: `git+${root}.git` },
    bugs: { url: `${root}${issues}` },
    homepage: `${root}#readme`,
  },
});

const github = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "o/r" };

test.each([
  ["GitHub Actions", github, at("https://github.com/o/r", "/issues")],
  [
    "GitHub of a company",
    { ...github, GITHUB_SERVER_URL: "https://git.corp.example/" },
    at("https://git.corp.example/o/r", "/issues"),
  ],
  [
    "GitLab CI",
    { CI_PROJECT_URL: "https://gl.corp.example/a/b/c" },
    at("https://gl.corp.example/a/b/c", "/-/issues"),
  ],
  [
    "what one says oneself, before all others",
    { ...github, PACKAGE_REPOSITORY: "https://codeberg.org/o/r.git/" },
    at("https://codeberg.org/o/r", "/issues"),
  ],
  [
    "every address said",
    {
      PACKAGE_REPOSITORY: "https://git.example/r",
      PACKAGE_BUGS: "https://bugs.example/r",
      PACKAGE_HOMEPAGE: "https://r.example/docs",
    },
    {
      addresses: {
        repository: { type: "git", url: "git+https://git.example/r.git" },
        bugs: { url: "https://bugs.example/r" },
        homepage: "https://r.example/docs",
      },
    },
  ],
] as const)("the addresses of %s", (_, env, expected) => {
  expect(findAddresses(env)).toEqual(expected);
});

test.each([
  {},
  { GITHUB_SERVER_URL: "https://github.com" },
  { CI_PROJECT_URL: "", PACKAGE_REPOSITORY: "" },
])("without a repository in %j they are missing, and nothing is made up", (env) => {
  expect(findAddresses(env)).toEqual({ missing: expect.stringContaining("PACKAGE_REPOSITORY") });
});

const odd = [
  "git@github.com:o/r.git",
  "http://github.com/o/r",
  "https://ana:s3cret@github.com/o/r",
  "https://github.com/o/r?token=s3cret",
  "https://github.com",
  "o/r",
];

test.each(odd)("%s is refused, and not quoted", (address) => {
  const found = findAddresses({ PACKAGE_REPOSITORY: address });
  expect(found).toEqual({ complaint: expect.stringMatching(/^PACKAGE_REPOSITORY: /u) });
  expect(JSON.stringify(found)).not.toContain(address);
  const others = { PACKAGE_REPOSITORY: "https://github.com/o/r" };
  for (const name of ["PACKAGE_BUGS", "PACKAGE_HOMEPAGE"]) {
    expect(findAddresses({ ...others, [name]: address })).toEqual({
      complaint: expect.stringContaining(`${name}: `),
    });
  }
});

test("where an unknown host takes reports is asked for", () => {
  expect(findAddresses({ PACKAGE_REPOSITORY: "https://git.example/o/r" })).toEqual({
    complaint: "where git.example takes reports is not known: set PACKAGE_BUGS",
  });
});
