/**
 * Where the package is at home: its repository, the place for reports and its page.
 *
 * None of it stands in package.json: whoever publishes says it, and a CI system does so by its variables. Provenance
 * holds only where `repository` is the one that was built from.
 */

/** As package.json has them. */
interface Addresses {
  readonly repository: { readonly type: "git"; readonly url: string };
  readonly bugs: { readonly url: string };
  readonly homepage: string;
}

/** The addresses, or why there are none: a complaint about a variable is one in every case. */
export type FoundAddresses =
  | { readonly addresses: Addresses }
  | { readonly missing: string }
  | { readonly complaint: string };

type Variables = Readonly<Record<string, string | undefined>>;

const remedy =
  "set PACKAGE_REPOSITORY to its https address (GitHub Actions and GitLab CI say it by themselves)";

/** What one says oneself goes before what a CI system says. */
export function findAddresses(env: Variables): FoundAddresses {
  const named = repositoryOf(env);
  if (named === undefined) {
    return { missing: `repository, bugs and homepage are not known: ${remedy}` };
  }
  const repository = webAddress(named.address);
  if (repository === undefined) return { complaint: complaintOf(named.variable) };
  const root = repository.replace(/\.git$/u, "");
  const [bugs, homepage] = [env["PACKAGE_BUGS"], env["PACKAGE_HOMEPAGE"]].map((given) =>
    given === undefined || given === "" ? undefined : (webAddress(given) ?? null),
  );
  if (bugs === null) return { complaint: complaintOf("PACKAGE_BUGS") };
  if (homepage === null) return { complaint: complaintOf("PACKAGE_HOMEPAGE") };
  const reports = bugs ?? reportsOf(root, named.issues);
  if (reports === undefined) {
    const host = new URL(root).host;
    return { complaint: `where ${host} takes reports is not known: set PACKAGE_BUGS` };
  }
  return {
    addresses: {
      repository: { type: "git", url: `git+${root}.git` },
      bugs: { url: reports },
      homepage: homepage ?? `${root}#readme`,
    },
  };
}

interface Named {
  /** For a complaint. */
  readonly variable: string;
  readonly address: string;
  /** Where the system that says it takes reports, below the repository. */
  readonly issues?: string;
}

function repositoryOf(env: Variables): Named | undefined {
  const {
    PACKAGE_REPOSITORY: own = "",
    GITHUB_SERVER_URL: server = "",
    GITHUB_REPOSITORY: name = "",
    CI_PROJECT_URL: project = "",
  } = env;
  if (own !== "") return { variable: "PACKAGE_REPOSITORY", address: own };
  if (server !== "" && name !== "") {
    const variable = "GITHUB_SERVER_URL and GITHUB_REPOSITORY";
    return { variable, address: `${server.replace(/\/+$/u, "")}/${name}`, issues: "/issues" };
  }
  return project === ""
    ? undefined
    : { variable: "CI_PROJECT_URL", address: project, issues: "/-/issues" };
}

/** What anybody may read: with a credential or a query it is refused, and so is what no browser opens. */
function webAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password, search, hash, host, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/u, "");
  const isPlain = [username, password, search, hash].every((part) => part === "");
  return protocol === "https:" && isPlain && path !== "" ? `https://${host}${path}` : undefined;
}

function complaintOf(variable: string): string {
  // Not quoted: it may hold a credential.
  return `${variable}: this is no https address that anybody can open, without a user or a query`;
}

function reportsOf(root: string, issues: string | undefined): string | undefined {
  const below = issues ?? knownIssues[new URL(root).host];
  return below === undefined ? undefined : `${root}${below}`;
}

const knownIssues: Readonly<Record<string, string>> = {
  "github.com": "/issues",
  "codeberg.org": "/issues",
  "gitlab.com": "/-/issues",
};
