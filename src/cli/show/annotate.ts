/** Failures and warnings as annotations, where GitHub Actions reads the log. */
import { isAbsolute, relative, resolve, sep } from "node:path";

import type { Location } from "../../domain/errors.ts";
import type { Host } from "../../host/host.ts";
import { failureAnnotations, warningAnnotation } from "../../render/ci/annotations.ts";
import { asFailure } from "../../render/failure.ts";

export interface Annotations {
  readonly failure: (error: unknown) => string;
  readonly warning: (message: string) => string;
}

export function annotationsFor(host: Host): Annotations {
  return {
    failure: (error) => failureAnnotations(asFailure(error), (location) => fileIn(host, location)),
    warning: warningAnnotation,
  };
}

/** The file of a location as GitHub names it: from the workspace on. What is not in there has no place. */
function fileIn({ cwd, env }: Host, { name, line }: Location): string | undefined {
  if (line === undefined || /^(?:~|-|stdin$)/u.test(name)) return undefined;
  const path = relative(env["GITHUB_WORKSPACE"] || cwd, resolve(cwd, name));
  const isOutside = path === "" || path.startsWith("..") || isAbsolute(path);
  return isOutside ? undefined : path.split(sep).join("/");
}
