/**
 * When somebody is asked before a write. A file that was found in a project may have come with a clone: it can ask for
 * more confirmations than the user's own files, never for fewer.
 */
import type { Warning } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { type ConfirmMode, stricter, usualConfirm } from "../../domain/confirmation.ts";
import type { Default, Defaults } from "../config.ts";
import { originOf, profileOf } from "../files/file-settings.ts";
import type { ReadFile } from "../files/read-file.ts";
import type { FileContent } from "../schema.ts";

type Key = "confirm" | "confirmRows";

/** @param files strongest first */
export function confirmDefaults(
  files: readonly ReadFile[],
  profile: string | undefined,
): Pick<Defaults, Key> {
  const [ofProject, own] = [files.filter(isOfProject), files.filter((read) => !isOfProject(read))];
  const [asked, confirm] = [said("confirm", ofProject, profile), said("confirm", own, profile)];
  const [rows, confirmRows] = [
    said("confirmRows", ofProject, profile),
    said("confirmRows", own, profile),
  ];
  const isFewer =
    rows !== undefined && (confirmRows === undefined || rows.value < confirmRows.value);
  return compact({
    confirm: asked !== undefined && asksMore(asked.value, confirm?.value) ? asked : confirm,
    confirmRows: isFewer ? rows : confirmRows,
  });
}

/** About a project's file that would have nobody asked, which is not heeded. */
export function unheededConfirm(
  files: readonly ReadFile[],
  profile: string | undefined,
): readonly Warning[] {
  const asked = said("confirm", files.filter(isOfProject), profile);
  if (asked?.value !== "never") return [];
  return [
    {
      code: "confirm_not_heeded",
      message: `${asked.origin.name}: confirm: never is not heeded, for a file found in a project can only ask for more; set it in your own configuration, or use --confirm never`,
    },
  ];
}

function isOfProject({ file }: ReadFile): boolean {
  return file.kind === "project";
}

function asksMore(mode: ConfirmMode, than: ConfirmMode = usualConfirm): boolean {
  return mode !== than && stricter(mode, than) === mode;
}

/** What the first of the files says that says something; its profile before the rest of it. */
function said<K extends Key>(
  key: K,
  files: readonly ReadFile[],
  profile: string | undefined,
): Default<NonNullable<FileContent[K]>> | undefined {
  for (const read of files) {
    const own = profile === undefined ? undefined : profileOf(read.content, profile)?.[key];
    const value = own ?? read.content[key];
    if (value !== undefined) return { value, origin: originOf(read) };
  }
  return undefined;
}
